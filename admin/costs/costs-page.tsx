import { useState } from 'preact/hooks';
import type { AdminSession, AdminStore } from '../../shared/admin.ts';
import type { AdminCosts, AdminModelList, AdminPricedModel } from '../../shared/admin-costs.ts';
import { adminApi } from '../api/admin-api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { words } from '../words/words.ts';
import './costs.css';
import { DayChart } from './day-chart.tsx';
import { PriceTable } from './price-table.tsx';
import { SpendTable } from './spend-table.tsx';
import { TodayPanel } from './today-panel.tsx';
import { UnpricedNotice, unpricedModels } from './unpriced-notice.tsx';

const PERIODS = [7, 30, 90];
const FIRST_PERIOD = 30;

export function CostsPage({ store, session }: { store: AdminStore; session: AdminSession }) {
  const text = words();
  const [days, setDays] = useState(FIRST_PERIOD);
  const [pricing, setPricing] = useState<string | undefined>(undefined);
  const costs = useResource<AdminCosts>(`${store.key} ${days}`, (signal) =>
    adminApi.costs(store.key, days, signal),
  );
  const list = useResource<AdminModelList>('', (signal) => adminApi.modelPrices(signal));
  const storePrice = (stored: AdminPricedModel) =>
    list.update(({ models }) => ({
      models: models.map((model) =>
        model.model === stored.model ? { ...model, ...stored } : model,
      ),
    }));
  return (
    <>
      <PageHead title={text.costs}>
        <select
          class="input costs-period"
          aria-label={text.period}
          value={days}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        >
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              {text.lastDays(period)}
            </option>
          ))}
        </select>
      </PageHead>
      {session.demo_model && (
        <section class="notice" aria-label={text.freeTitle}>
          <div>
            <p class="notice-title">{text.freeTitle}</p>
            <p class="quiet">{text.freeText}</p>
          </div>
        </section>
      )}
      {costs.value && list.value && (
        <UnpricedNotice
          unpriced={unpricedModels(list.value.models)}
          hasBudget={hasBudget(costs.value)}
        >
          {(model) => (
            <button type="button" class="button button-small" onClick={() => setPricing(model)}>
              {text.setPriceOf(model)}
            </button>
          )}
        </UnpricedNotice>
      )}
      <ResourceView resource={costs}>
        {(value) => <Spending store={store} costs={value} />}
      </ResourceView>
      <ResourceView resource={list}>
        {({ models }) => (
          <PriceTable
            models={models}
            pricing={pricing}
            onPricing={setPricing}
            onStored={storePrice}
          />
        )}
      </ResourceView>
    </>
  );
}

function Spending({ store, costs }: { store: AdminStore; costs: AdminCosts }) {
  const text = words();
  return (
    <>
      <TodayPanel store={store} costs={costs} />
      {costs.spend.length === 0 ? (
        <section class="panel">
          <EmptyState title={text.noCalls} text={text.noCallsText} />
        </section>
      ) : (
        <>
          <DayChart costs={costs} />
          <SpendTable spend={costs.spend} />
        </>
      )}
    </>
  );
}

/** Any of them makes the price of a model a condition for asking it. */
function hasBudget({ store, visitor_limit_micros: visitor, installation }: AdminCosts): boolean {
  const limits = [store.limit_micros, visitor, installation?.limit_micros ?? null];
  return limits.some((limit) => limit !== null);
}
