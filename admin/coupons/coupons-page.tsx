import type { AdminStore } from '../../shared/admin.ts';
import type { AdminCoupon, AdminCouponList, CouponState } from '../../shared/admin-coupons.ts';
import { adminApi } from '../api/admin-api.ts';
import { formatBasisPoints, formatCount } from '../format/format-amounts.ts';
import { formatDate } from '../format/format-moment.ts';
import { type Money, moneyOf } from '../format/money.ts';
import { Badge, type Tone } from '../parts/badge.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { language, words } from '../words/words.ts';
import './coupons.css';

const TONES: Record<CouponState, Tone> = {
  active: 'good',
  scheduled: 'busy',
  inactive: 'quiet',
  expired: 'quiet',
  used_up: 'warn',
};

export function CouponsPage({ store }: { store: AdminStore }) {
  const text = words();
  const list = useResource<AdminCouponList>(store.key, (signal) =>
    adminApi.coupons(store.key, signal),
  );
  return (
    <>
      <PageHead title={text.coupons} />
      <ResourceView resource={list}>
        {({ coupons }) =>
          coupons.length === 0 ? (
            <EmptyState title={text.noCoupons} text={text.noCouponsText} />
          ) : (
            <ul class="coupons">
              {coupons.map((coupon) => (
                <CouponView key={coupon.id} coupon={coupon} store={store} />
              ))}
            </ul>
          )
        }
      </ResourceView>
    </>
  );
}

function CouponView({ coupon, store }: { coupon: AdminCoupon; store: AdminStore }) {
  const text = words();
  const locale = language.value;
  const facts: [string, string][] = [
    [text.discount, discountText(coupon, moneyOf(store))],
    [text.scope, scopeText(coupon)],
    [text.period, periodText(coupon, store.time_zone)],
    [
      text.used,
      coupon.usage_limit === null
        ? formatCount(coupon.times_used, locale)
        : text.usedOf(
            formatCount(coupon.times_used, locale),
            formatCount(coupon.usage_limit, locale),
          ),
    ],
  ];
  return (
    <li class="panel panel-padded coupon">
      <div class="coupon-head">
        <h2 class="coupon-code">{coupon.code}</h2>
        <Badge tone={TONES[coupon.state]}>{text.couponStates[coupon.state]}</Badge>
      </div>
      <p class="coupon-title">{coupon.title}</p>
      <Facts facts={facts} />
    </li>
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

function scopeText({ scope }: AdminCoupon): string {
  if (scope.kind === 'everything') return words().everything;
  return (scope.kind === 'categories' ? scope.values : scope.titles).join(', ');
}

/** In the store's days. The end is the first moment after the coupon, so its last day is the one just before. */
function periodText({ starts_at: start, ends_at: end }: AdminCoupon, timeZone: string): string {
  const text = words();
  const day = (iso: string) => formatDate(iso, language.value, timeZone);
  const last = end && new Date(Date.parse(end) - 1).toISOString();
  const parts = [start && text.from(day(start)), last && text.until(day(last))];
  return parts.filter(Boolean).join(' ') || text.always;
}
