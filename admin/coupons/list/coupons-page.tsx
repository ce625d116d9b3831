import { useEffect } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import { couponApi } from '../../api/coupon-api.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { rememberList } from '../../products/last-list.ts';
import { query as address, changeQuery, Link } from '../../router/navigation.tsx';
import { mayEdit } from '../../session/may-edit.ts';
import { words } from '../../words/words.ts';
import { couponWords } from '../coupon-words.ts';
import '../coupons.css';
import { type CouponQuery, readCouponQuery, STATES, writeCouponQuery } from './coupon-query.ts';
import { CouponTable } from './coupon-table.tsx';

const PAGE_SIZE = 50;

/** The coupons of a store. What they are narrowed to stands in the address. */
export function CouponsPage({ store }: { store: AdminStore }) {
  const text = couponWords();
  const query = readCouponQuery(address.value);
  const asked = writeCouponQuery(query).toString();
  useEffect(() => rememberList(`${store.key} coupons`, asked), [store.key, asked]);
  const change = (part: CouponQuery, replace = false) =>
    changeQuery(writeCouponQuery({ ...query, ...part }), { replace });
  const load = async (cursor: string | undefined, signal?: AbortSignal) => {
    const page = new URLSearchParams(asked);
    page.set('limit', String(PAGE_SIZE));
    if (cursor !== undefined) page.set('cursor', cursor);
    const { coupons, next_cursor: nextCursor } = await couponApi.list(store.key, page, signal);
    return { items: coupons, nextCursor };
  };
  return (
    <>
      <PageHead title={words().coupons}>
        {mayEdit() && (
          <Link to={{ page: 'coupon', store: store.key, id: 'new' }} class="button button-main">
            <Icon name="plus" /> {text.newCoupon}
          </Link>
        )}
      </PageHead>
      <div class="coupon-filters">
        <SearchField
          label={text.search}
          hint={text.searchHint}
          value={query.q ?? ''}
          onChange={(q) => change({ q }, true)}
        />
        <Field label={text.state}>
          <select
            class="input"
            value={query.state ?? ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              change({ state: STATES.find((state) => state === chosen) });
            }}
          >
            <option value="">{text.anyState}</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {words().couponStates[state]}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <PagedList
        listKey={`${store.key}?${asked}`}
        load={load}
        empty={<Empty isNarrowed={asked !== ''} />}
      >
        {(coupons) => <CouponTable store={store} coupons={coupons} />}
      </PagedList>
    </>
  );
}

function Empty({ isNarrowed }: { isNarrowed: boolean }) {
  const text = words();
  if (isNarrowed) return <EmptyState title={text.nothingFound} text={text.nothingFoundText} />;
  return <EmptyState title={text.noCoupons} text={couponWords().noCouponsText} />;
}
