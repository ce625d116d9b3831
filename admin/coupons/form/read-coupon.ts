import type { AdminCoupon, CouponChange, CouponDraft } from '../../../shared/admin-coupons.ts';
import type { Money } from '../../format/money.ts';
import { sameValue } from '../../product/draft/same-value.ts';
import { readPercent } from '../../products/bulk/read-percent.ts';
import type { CouponFormState } from './coupon-form-state.ts';

/** What cannot be saved as it stands, by the field of the form. */
export type CouponMistake =
  | 'code'
  | 'title'
  | 'percent'
  | 'cap'
  | 'amount'
  | 'minimum'
  | 'categories'
  | 'products'
  | 'endsAt'
  | 'usageLimit'
  | 'usageBelowUsed'
  | 'perCustomerLimit';

export interface CouponReading {
  /** The whole coupon; undefined while there are mistakes. */
  draft: CouponDraft | undefined;
  mistakes: Set<CouponMistake>;
}

const WHOLE_BASIS_POINTS = 10_000;
const LARGEST_COUNT = 2_147_483_647;
const MOST_CATEGORIES = 100;
const MOST_PRODUCTS = 1_000;

/**
 * The coupon that the form describes. Moments that were not touched stay the instants that they are in `stored`, to the
 * second; the others go as the store's clocks show them.
 */
export function readCoupon(
  form: CouponFormState,
  { money, stored }: { money: Money; stored?: AdminCoupon },
): CouponReading {
  const mistakes = new Set<CouponMistake>();
  const fail = (mistake: CouponMistake): undefined => void mistakes.add(mistake);
  const price = (text: string, mistake: CouponMistake) => {
    const amount = money.read(text);
    return amount === undefined || amount < 1 ? fail(mistake) : amount;
  };
  const optional = <T>(text: string, read: (text: string) => T) =>
    text.trim() === '' ? null : read(text);
  const count = (mistake: CouponMistake) => (text: string) => readCount(text) ?? fail(mistake);

  const timesUsed = stored?.times_used ?? 0;
  const usageLimit = optional(form.usageLimit, count('usageLimit'));
  if (typeof usageLimit === 'number' && usageLimit < timesUsed) fail('usageBelowUsed');
  const window = { starts_at: form.startsAt || null, ends_at: form.endsAt || null };
  if (stored && form.startsAt === (stored.starts_local ?? '')) window.starts_at = stored.starts_at;
  if (stored && form.endsAt === (stored.ends_local ?? '')) window.ends_at = stored.ends_at;
  if (form.startsAt && form.endsAt && form.endsAt <= form.startsAt) fail('endsAt');
  const code = normalCode(form.code);
  if (code === '') fail('code');
  if (form.title.trim() === '') fail('title');

  const draft = {
    code,
    title: form.title.trim(),
    discount: readDiscount(form, { price, optional, fail }),
    minimum_subtotal: optional(form.minimum, (text) => price(text, 'minimum')),
    scope: readScope(form, fail),
    ...window,
    usage_limit: usageLimit,
    per_customer_limit: optional(form.perCustomerLimit, count('perCustomerLimit')),
    first_order_only: form.firstOrderOnly,
    combinable: form.combinable,
    active: form.active,
    times_used: timesUsed,
  };
  // What could not be read has left a mistake.
  return { draft: mistakes.size === 0 ? (draft as CouponDraft) : undefined, mistakes };
}

/** What differs from the coupon as it was seen; the count of its uses goes on by itself. */
export function couponChange(draft: CouponDraft, seen: AdminCoupon): CouponChange {
  const { times_used: _, ...stated } = draft;
  const before = statedBy(seen);
  const different = Object.entries(stated).filter(
    ([name, value]) => !sameValue(value, before[name as keyof typeof before]),
  );
  return Object.fromEntries(different);
}

/** A coupon in the shape of a draft. */
export function statedBy({ scope, ...coupon }: AdminCoupon): Omit<CouponDraft, 'times_used'> {
  const plain =
    scope.kind === 'products' ? { kind: scope.kind, product_ids: scope.product_ids } : scope;
  return { ...coupon, scope: plain };
}

interface Readers {
  price(text: string, mistake: CouponMistake): number | undefined;
  optional<T>(text: string, read: (text: string) => T): T | null;
  fail(mistake: CouponMistake): undefined;
}

function readDiscount(form: CouponFormState, { price, optional, fail }: Readers) {
  if (form.kind === 'amount') return { kind: form.kind, amount: price(form.amount, 'amount') };
  const points = readPercent(form.percent);
  return {
    kind: form.kind,
    basis_points: points !== undefined && points <= WHOLE_BASIS_POINTS ? points : fail('percent'),
    cap: optional(form.cap, (text) => price(text, 'cap')),
  };
}

function readScope(
  { scope, categories, products }: CouponFormState,
  fail: Readers['fail'],
): CouponDraft['scope'] {
  if (scope === 'everything') return { kind: scope };
  const [many, most] =
    scope === 'categories'
      ? [categories.length, MOST_CATEGORIES]
      : [products.length, MOST_PRODUCTS];
  if (many === 0 || many > most) fail(scope);
  return scope === 'categories'
    ? { kind: scope, values: categories }
    : { kind: scope, product_ids: products.map(({ id }) => id) };
}

function readCount(text: string): number | undefined {
  const typed = text.trim();
  const isWhole = /^(\d{1,10}|\d{1,3}([\s.,]\d{3}){1,3})$/.test(typed);
  const count = isWhole ? Number(typed.replace(/\D/g, '')) : 0;
  return count >= 1 && count <= LARGEST_COUNT ? count : undefined;
}

/** As codes are compared and kept (server/shop/coupon.ts): what only looks different is no change. */
function normalCode(code: string): string {
  return code
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
}
