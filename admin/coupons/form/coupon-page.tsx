import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminCoupon } from '../../../shared/admin-coupons.ts';
import { couponApi } from '../../api/coupon-api.ts';
import { moneyOf } from '../../format/money.ts';
import { Icon } from '../../parts/icon.tsx';
import { NotFound, ResourceView } from '../../parts/resource-view.tsx';
import { useResource } from '../../parts/use-resource.ts';
import { lastList } from '../../products/last-list.ts';
import { Link, query } from '../../router/navigation.tsx';
import { mayEdit } from '../../session/may-edit.ts';
import { language, words } from '../../words/words.ts';
import { couponWords } from '../coupon-words.ts';
import '../coupons.css';
import { copyOfCoupon, emptyCoupon, formOfCoupon } from './coupon-form-state.ts';
import { NewCouponForm } from './new-coupon-form.tsx';
import { StoredCouponForm } from './stored-coupon-form.tsx';

/** A coupon, or with the id `new` one that does not exist yet; `?from=ID` begins with a copy of that. */
export function CouponPage({ store, id }: { store: AdminStore; id: string }) {
  return (
    <>
      <Link
        to={{ page: 'coupons', store: store.key }}
        query={lastList(`${store.key} coupons`)}
        class="back"
      >
        <Icon name="back" /> {words().coupons}
      </Link>
      {id !== 'new' ? <Stored store={store} id={id} /> : <New store={store} />}
    </>
  );
}

function New({ store }: { store: AdminStore }) {
  const from = query.value.get('from');
  if (!mayEdit()) return <NotFound />;
  if (from) return <Copy store={store} id={from} />;
  return <NewCouponForm store={store} initial={emptyCoupon} />;
}

function useCoupon(store: AdminStore, id: string) {
  return useResource<AdminCoupon>(`${store.key} ${id}`, (signal) =>
    couponApi.get(store.key, id, signal),
  );
}

function Stored({ store, id }: { store: AdminStore; id: string }) {
  const coupon = useCoupon(store, id);
  return (
    <ResourceView resource={coupon}>
      {(value) => (
        <StoredCouponForm
          key={value.version}
          store={store}
          coupon={value}
          onStored={(stored) => coupon.update(() => stored)}
        />
      )}
    </ResourceView>
  );
}

function Copy({ store, id }: { store: AdminStore; id: string }) {
  const coupon = useCoupon(store, id);
  return (
    <ResourceView resource={coupon}>
      {(value) => (
        <NewCouponForm
          store={store}
          initial={() => {
            const form = formOfCoupon(value, { money: moneyOf(store), locale: language.value });
            return copyOfCoupon(form, couponWords().copyTitle(value.title));
          }}
        />
      )}
    </ResourceView>
  );
}
