import type { AdminCoupon, CouponChange } from '../../shared/admin-coupons.ts';
import { formatBasisPoints } from '../format/format-amounts.ts';
import type { Money } from '../format/money.ts';
import type { Difference } from '../parts/conflict-dialog.tsx';
import { words } from '../words/words.ts';
import { couponWords } from './coupon-words.ts';
import { statedBy } from './form/read-coupon.ts';
import { formatStoreMoment } from './say-coupon.ts';

interface StaleCoupon {
  /** As the merchant saw it. */
  seen: AdminCoupon;
  mine: CouponChange;
  /** As somebody else left it. */
  stored: AdminCoupon;
}

type Stated = ReturnType<typeof statedBy>;

/** After a stale edit: what the merchant changed and is stored otherwise, and what somebody else changed meanwhile. */
export function couponDifferences(
  { seen, mine, stored }: StaleCoupon,
  { money, locale, timeZone }: { money: Money; locale: string; timeZone: string },
): Difference[] {
  const text = couponWords();
  const price = (amount: number | null) => (amount === null ? '–' : money.show(amount));
  const yes = (on: boolean) => (on ? '✓' : '–');
  const moment = (value: string | null) =>
    value === null ? '–' : showMoment(value, { locale, timeZone });
  const rows: [name: string, show: (coupon: Stated) => string][] = [
    [text.code, ({ code }) => code],
    [text.title, ({ title }) => title],
    [text.active, ({ active }) => yes(active)],
    [text.takesOff, ({ discount }) => showDiscount(discount, { price, locale })],
    [text.minimum, ({ minimum_subtotal }) => price(minimum_subtotal)],
    [text.scope, ({ scope }) => showScope(scope)],
    [text.starts, ({ starts_at }) => moment(starts_at)],
    [text.ends, ({ ends_at }) => moment(ends_at)],
    [text.usageLimit, ({ usage_limit }) => String(usage_limit ?? '–')],
    [text.perCustomer, ({ per_customer_limit }) => String(per_customer_limit ?? '–')],
    [text.firstOrder, ({ first_order_only }) => yes(first_order_only)],
    [text.combinable, ({ combinable }) => yes(combinable)],
  ];
  const before = statedBy(seen);
  const wanted: Stated = { ...before, ...mine };
  const now = statedBy(stored);
  return rows.flatMap(([field, show]) => {
    const difference = { field, mine: show(wanted), theirs: show(now) };
    const isSame = difference.mine === difference.theirs && show(before) === difference.theirs;
    return isSame ? [] : [difference];
  });
}

function showDiscount(
  discount: Stated['discount'],
  { price, locale }: { price(amount: number | null): string; locale: string },
): string {
  if (discount.kind === 'amount') return price(discount.amount);
  const percent = formatBasisPoints(discount.basis_points, locale);
  return discount.cap === null ? percent : `${percent}, ${words().atMost(price(discount.cap))}`;
}

function showScope(scope: Stated['scope']): string {
  const text = couponWords();
  if (scope.kind === 'everything') return text.everything;
  if (scope.kind === 'categories') return scope.values.join(' · ');
  return `${text.products}: ${scope.product_ids.length}`;
}

/** An instant, or what the store's clocks show. */
function showMoment(
  value: string,
  { locale, timeZone }: { locale: string; timeZone: string },
): string {
  if (!value.endsWith('Z')) return formatStoreMoment(value, locale);
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(locale, format).format(new Date(value));
}
