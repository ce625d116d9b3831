import { AppError } from '../../server/errors.ts';
import {
  type Coupon,
  type CouponInput,
  type Coupons,
  type CouponWriter,
  normalizeCouponCode,
} from '../../server/shop/coupon.ts';
import { newId } from '../../server/shop/new-id.ts';

/** Coupons in memory. */
export class FakeCoupons implements Coupons, CouponWriter {
  readonly #byStore = new Map<string, Map<string, Coupon>>();

  async find(storeId: string, code: string): Promise<Coupon | undefined> {
    return this.#of(storeId).get(normalizeCouponCode(code));
  }

  async upsert(storeId: string, inputs: CouponInput[]): Promise<void> {
    const codes = inputs.map(({ code }) => normalizeCouponCode(code));
    if (new Set(codes).size < codes.length) {
      throw new AppError('invalid_request', 'A code stands there twice.');
    }
    const coupons = this.#of(storeId);
    for (const [index, input] of inputs.entries()) {
      const code = codes[index]!;
      coupons.set(code, { ...input, code, id: coupons.get(code)?.id ?? newId() });
    }
  }

  async list(storeId: string): Promise<Coupon[]> {
    const coupons = [...this.#of(storeId).values()];
    return coupons.sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  #of(storeId: string): Map<string, Coupon> {
    const coupons = this.#byStore.get(storeId) ?? new Map<string, Coupon>();
    this.#byStore.set(storeId, coupons);
    return coupons;
  }
}
