import { type ConnectedModels, connectModels } from '../model/connect-models.ts';
import { watchForLostCalls } from '../model/lost-calls.ts';
import type { ModelEndpoint } from '../model/model-endpoint.ts';
import type { Billing } from '../model/with-billing.ts';
import type { Drizzle } from '../postgres/connection/database.ts';
import { isDatabaseUnavailable } from '../postgres/connection/database-errors.ts';
import { postgresLostCalls } from '../postgres/connection/lost-calls.ts';
import { postgresModelBudget } from '../postgres/models/model-budget.ts';
import { postgresModelLedger } from '../postgres/models/model-ledger.ts';
import { postgresModelPrices } from '../postgres/models/model-prices.ts';
import { postgresModelRate } from '../postgres/models/model-rate.ts';
import { systemClock as clock } from '../shop/clock.ts';
import type { Stores } from '../shop/store.ts';
import type { Surroundings } from './surroundings.ts';

const MAX_LEDGER_CLOSE_MS = 2_000;
/** What a model call may take beyond its own limit: others read slowly. */
const CALL_MARGIN_MS = 60_000;
/** How long a call waits for budgets that cannot be read; its turn has a limit of its own. */
const DATABASE_LIMIT_MS = 60_000;
const BUDGET_RETRY_MS = 500;

export interface ModelsOptions extends Surroundings {
  endpoints: readonly [ModelEndpoint, ...ModelEndpoint[]];
  stores: Stores;
  onCall: Billing['onCall'];
}

/** The endpoints as one model, with everything that is shared through the database. */
export function openModels(
  db: Drizzle,
  { endpoints, onCall, ...surroundings }: ModelsOptions,
): { models: ConnectedModels; billing: Billing } {
  const { config, log } = surroundings;
  const billing = { ...openBilling(db, surroundings), onCall };
  const rate = postgresModelRate(db);
  return { models: connectModels(endpoints, { ...config.model, billing, rate, log }), billing };
}

/** What models cost, what they may, and where it is written down. */
function openBilling(
  db: Drizzle,
  { stores, config, log, logError, cleanup }: Surroundings & { stores: Stores },
): Billing {
  const { dayBudgetMicros, limits } = config.model;
  const longestCallMs = limits.totalMs + CALL_MARGIN_MS;
  const ledger = postgresModelLedger(db, {
    onError: (error) => logError(error, 'write down model calls'),
  });
  cleanup.defer(() => ledger.stop(MAX_LEDGER_CLOSE_MS));
  cleanup.defer(
    watchForLostCalls({
      lostCalls: postgresLostCalls(db, { lostAfterMs: longestCallMs }),
      onEnded: (count) => log.warn({ count }, 'model: calls whose process died'),
      onError: (error) => logError(error, 'end lost model calls'),
    }),
  );
  return {
    prices: postgresModelPrices(db, clock),
    budget: postgresModelBudget(db, { stores, clock, dayBudgetMicros, holdMs: longestCallMs }),
    ledger,
    clock,
    patience: {
      limitMs: DATABASE_LIMIT_MS,
      retryMs: BUDGET_RETRY_MS,
      mayPass: isDatabaseUnavailable,
    },
    onRefused: (refusal) => log.warn(refusal, 'model: not asked, as there is no money for it'),
    onError: logError,
  };
}
