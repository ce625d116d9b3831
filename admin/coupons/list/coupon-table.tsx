import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminCoupon } from '../../../shared/admin-coupons.ts';
import { formatBasisPoints, formatCount } from '../../format/format-amounts.ts';
import { formatDate } from '../../format/format-moment.ts';
import { type Money, moneyOf } from '../../format/money.ts';
import { Link } from '../../router/navigation.tsx';
import { language, words } from '../../words/words.ts';
import { CouponBadge } from '../coupon-badge.tsx';
import { couponWords } from '../coupon-words.ts';

/** Beyond these a scope is counted. */
const NAMED = 2;

/** A line for each coupon; on a phone a card. */
export function CouponTable({ store, coupons }: { store: AdminStore; coupons: AdminCoupon[] }) {
  const text = words();
  const own = couponWords();
  return (
    <div class="panel">
      <table class="table coupon-table">
        <thead>
          <tr>
            <th scope="col">{text.code}</th>
            <th scope="col">{text.discount}</th>
            <th scope="col">{own.state}</th>
            <th scope="col">{own.validity}</th>
            <th scope="col">{text.used}</th>
          </tr>
        </thead>
        <tbody>
          {coupons.map((coupon) => (
            <tr key={coupon.id}>
              <th scope="row">
                <Link class="coupon-code" to={{ page: 'coupon', store: store.key, id: coupon.id }}>
                  {coupon.code}
                </Link>
                <span class="coupon-title">{coupon.title}</span>
              </th>
              <td data-label={text.discount}>
                <span>
                  {discountText(coupon, moneyOf(store))}
                  <span class="coupon-note">{noteOn(coupon)}</span>
                </span>
              </td>
              <td data-label={own.state}>
                <span>
                  <CouponBadge state={coupon.state} />
                </span>
              </td>
              <td data-label={own.validity}>
                <span>{periodText(coupon, store.time_zone)}</span>
              </td>
              <td data-label={text.used}>
                <span>{usesText(coupon)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function discountText({ discount, minimum_subtotal: minimum }: AdminCoupon, money: Money): string {
  const text = words();
  const parts =
    discount.kind === 'amount'
      ? [money.show(discount.amount)]
      : [
          formatBasisPoints(discount.basis_points, language.value),
          discount.cap === null ? '' : text.atMost(money.show(discount.cap)),
        ];
  if (minimum !== null) parts.push(text.minimumSpend(money.show(minimum)));
  return parts.filter(Boolean).join(', ');
}

function noteOn({ scope, combinable }: AdminCoupon): string {
  const own = couponWords();
  const names = {
    everything: () => [words().everything],
    categories: () => (scope.kind === 'categories' ? scope.values : []),
    products: () =>
      scope.kind === 'products' ? scope.titles.map((title) => title ?? own.productGone) : [],
  }[scope.kind]();
  const shown =
    names.length > NAMED + 1 ? [...names.slice(0, NAMED), own.more(names.length - NAMED)] : names;
  return [shown.join(', '), combinable ? own.combinableShort : ''].filter(Boolean).join(' · ');
}

function usesText({ times_used: used, usage_limit: limit }: AdminCoupon): string {
  const locale = language.value;
  const count = formatCount(used, locale);
  return limit === null ? count : words().usedOf(count, formatCount(limit, locale));
}

/** In the store's days. The end is the first moment after the coupon, so its last day is the one just before. */
function periodText({ starts_at: start, ends_at: end }: AdminCoupon, timeZone: string): string {
  const text = words();
  const day = (iso: string) => formatDate(iso, language.value, timeZone);
  const last = end && new Date(Date.parse(end) - 1).toISOString();
  const parts = [start && text.from(day(start)), last && text.until(day(last))];
  return parts.filter(Boolean).join(' ') || text.always;
}
