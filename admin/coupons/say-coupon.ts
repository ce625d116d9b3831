import type { CouponDraft } from '../../shared/admin-coupons.ts';
import { formatBasisPoints, formatCount } from '../format/format-amounts.ts';
import type { Money } from '../format/money.ts';
import type { CouponWords } from './coupon-words.ts';
import type { CouponFormState } from './form/coupon-form-state.ts';

/** Names beyond these are counted. */
const NAMED_PRODUCTS = 3;

interface Speech {
  words: CouponWords;
  /** BCP 47 */
  locale: string;
  money: Money;
}

/** What a coupon does, sentence by sentence. `form` has the products' names and its moments as the store's clocks show them. */
export function sayCoupon(
  draft: CouponDraft,
  form: CouponFormState,
  { words, locale, money }: Speech,
): string[] {
  const { says } = words;
  const list = new Intl.ListFormat(locale);
  const count = (number: number) => formatCount(number, locale);
  const { discount, minimum_subtotal: minimum } = draft;
  const what = {
    everything: () => says.everything,
    categories: () => says.categories(list.format(form.categories)),
    products: () => says.products(list.format(productNames(form, words))),
  }[draft.scope.kind]();
  const takesOff = [
    discount.kind === 'amount'
      ? says.off(money.show(discount.amount), what)
      : says.off(formatBasisPoints(discount.basis_points, locale), what),
    discount.kind === 'percent' && discount.cap !== null && says.cap(money.show(discount.cap)),
    minimum !== null &&
      (draft.scope.kind === 'everything' ? says.cartMinimum : says.minimum)(money.show(minimum)),
  ];
  const { usage_limit: uses, per_customer_limit: each } = draft;
  return [
    `${takesOff.filter(Boolean).join(', ')}.`,
    draft.active ? sayWindow(form, { words, locale }) : says.switchedOff,
    uses !== null && (uses === 1 ? says.usageOnce : says.usageLimit(count(uses))),
    each !== null && (each === 1 ? says.perCustomerOnce : says.perCustomer(count(each))),
    draft.first_order_only && says.firstOrder,
    draft.combinable ? says.combinable : says.alone,
  ].filter((sentence) => sentence !== false);
}

function sayWindow(
  { startsAt, endsAt }: CouponFormState,
  { words: { says }, locale }: Omit<Speech, 'money'>,
): string {
  const start = startsAt && formatStoreMoment(startsAt, locale);
  const end = endsAt && formatStoreMoment(endsAt, locale);
  if (start && end) return says.between(start, end);
  if (start) return says.from(start);
  return end ? says.until(end) : says.always;
}

function productNames({ products }: CouponFormState, words: CouponWords): string[] {
  const names = products.map(({ title }) => title ?? words.productGone);
  // One name takes no more room than "1 more".
  if (names.length <= NAMED_PRODUCTS + 1) return names;
  const rest = words.says.moreProducts(names.length - NAMED_PRODUCTS);
  return [...names.slice(0, NAMED_PRODUCTS), rest];
}

/** What the store's clocks show (`2026-06-01T08:30`), the same wherever the reader is. */
export function formatStoreMoment(local: string, locale: string): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, format).format(new Date(`${local}Z`));
}
