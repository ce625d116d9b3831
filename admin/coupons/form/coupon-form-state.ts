import type { AdminCoupon } from '../../../shared/admin-coupons.ts';
import type { Money } from '../../format/money.ts';

/** A product that a coupon is for. */
export interface NamedProduct {
  id: string;
  /** Null when it was deleted. */
  title: string | null;
}

/** The form of a coupon: numbers and amounts as they are typed. What another choice hides stays until it is saved. */
export interface CouponFormState {
  code: string;
  title: string;
  kind: AdminCoupon['discount']['kind'];
  percent: string;
  /** Empty: none. */
  cap: string;
  amount: string;
  /** Empty: none. */
  minimum: string;
  scope: AdminCoupon['scope']['kind'];
  categories: string[];
  products: NamedProduct[];
  /** As the store's clocks show it, `2026-06-01T08:30`; empty: none. */
  startsAt: string;
  endsAt: string;
  /** Empty: no limit. */
  usageLimit: string;
  perCustomerLimit: string;
  firstOrderOnly: boolean;
  combinable: boolean;
  active: boolean;
}

export function emptyCoupon(): CouponFormState {
  return {
    code: '',
    title: '',
    kind: 'percent',
    percent: '',
    cap: '',
    amount: '',
    minimum: '',
    scope: 'everything',
    categories: [],
    products: [],
    startsAt: '',
    endsAt: '',
    usageLimit: '',
    perCustomerLimit: '',
    firstOrderOnly: false,
    combinable: false,
    active: true,
  };
}

interface Written {
  money: Money;
  /** BCP 47: how percentages are written. */
  locale: string;
}

export function formOfCoupon(coupon: AdminCoupon, { money, locale }: Written): CouponFormState {
  const { discount, scope } = coupon;
  const price = (amount: number | null) => (amount === null ? '' : money.text(amount));
  const isPercent = discount.kind === 'percent';
  return {
    code: coupon.code,
    title: coupon.title,
    kind: discount.kind,
    percent: isPercent ? percentText(discount.basis_points, locale) : '',
    cap: isPercent ? price(discount.cap) : '',
    amount: isPercent ? '' : price(discount.amount),
    minimum: price(coupon.minimum_subtotal),
    scope: scope.kind,
    categories: scope.kind === 'categories' ? scope.values : [],
    products:
      scope.kind === 'products'
        ? scope.product_ids.map((id, index) => ({ id, title: scope.titles[index] ?? null }))
        : [],
    startsAt: coupon.starts_local ?? '',
    endsAt: coupon.ends_local ?? '',
    usageLimit: String(coupon.usage_limit ?? ''),
    perCustomerLimit: String(coupon.per_customer_limit ?? ''),
    firstOrderOnly: coupon.first_order_only,
    combinable: coupon.combinable,
    active: coupon.active,
  };
}

/** For another coupon like it: a code of its own, and no product that is gone. */
export function copyOfCoupon(form: CouponFormState, title: string): CouponFormState {
  const products = form.products.filter((product) => product.title !== null);
  return { ...form, code: '', title, products };
}

function percentText(basisPoints: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false });
  return format.format(basisPoints / 100);
}
