import { AppError } from '../../server/errors.ts';
import {
  type Coupon,
  type CouponInput,
  type Coupons,
  type CouponWriter,
  normalizeCouponCode,
  type Shopper,
} from '../../server/shop/coupon.ts';
import { newId } from '../../server/shop/new-id.ts';

/** Coupons in memory. */
export class FakeCoupons implements Coupons, CouponWriter {
  readonly #byStore = new Map<string, Map<string, Coupon>>();
  /** What each customer did before. */
  readonly customers = new Map<string, Omit<Shopper, 'customerRef'>>();
  /** How often codes were looked up. */
  lookedUp = 0;

  async find(storeId: string, code: string): Promise<Coupon | undefined> {
    return this.#of(storeId).get(normalizeCouponCode(code));
  }

  async lookUp(
    storeId: string,
    { codes, customerRef }: { codes: string[]; customerRef?: string },
  ): Promise<{ coupons: Coupon[]; shopper: Shopper }> {
    this.lookedUp += 1;
    const wanted = new Set(codes.map(normalizeCouponCode));
    const coupons = [...this.#of(storeId).values()].filter(({ code }) => wanted.has(code));
    const known = this.customers.get(customerRef ?? '') ?? { orders: 0, redemptions: {} };
    return { coupons, shopper: { ...known, customerRef } };
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
