import type { AdminStore } from '../../shared/admin.ts';
import type { AdminAuditNames } from '../../shared/admin-audit.ts';
import { auditApi } from '../api/audit-api.ts';
import { useResource } from '../parts/use-resource.ts';
import { changeQuery, query } from '../router/navigation.tsx';
import { actorName } from './actor-name.ts';
import { historyWords } from './history-words.ts';

const OF_A_STORE = ['product', 'coupon', 'settings', 'import', 'store'];
const OF_THE_INSTALLATION = ['people', 'key', 'model_price', 'access'];

/** Who and what: a choice stands in the address, so that it can be passed on. */
export function HistoryFilters({ store }: { store: AdminStore | undefined }) {
  const text = historyWords();
  const names = useResource<AdminAuditNames>(String(store?.key), (signal) =>
    auditApi.actors(store?.key, signal),
  );
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(query.value);
    if (value === '') next.delete(name);
    else next.set(name, value);
    changeQuery(next);
  };
  const withId = (names.value?.actors ?? []).filter(({ id }) => id !== null);
  const things = store ? OF_A_STORE : OF_THE_INSTALLATION;
  const isNarrow = ['group', 'subject'].some((name) => query.value.has(name));
  return (
    <div class="history-filters">
      <select
        class="input"
        aria-label={text.who}
        value={query.value.get('actor') ?? ''}
        onChange={(event) => choose('actor', event.currentTarget.value)}
      >
        <option value="">{text.anybody}</option>
        {withId.map((actor) => (
          <option key={actor.id} value={actor.id ?? ''}>
            {actorName(actor)}
          </option>
        ))}
      </select>
      <select
        class="input"
        aria-label={text.what}
        value={query.value.get('thing') ?? ''}
        onChange={(event) => choose('thing', event.currentTarget.value)}
      >
        <option value="">{text.anything}</option>
        {things.map((thing) => (
          <option key={thing} value={thing}>
            {text.things[thing]}
          </option>
        ))}
      </select>
      {isNarrow && (
        <button type="button" class="button" onClick={() => changeQuery(new URLSearchParams())}>
          {text.showAll}
        </button>
      )}
    </div>
  );
}
