import { eq, type SQL, sql } from 'drizzle-orm';
import type { BudgetAnswer, BudgetScope, ModelBudget } from '../../model/model-budget.ts';
import type { ModelCaller } from '../../model/model-client.ts';
import type { Clock } from '../../shop/clock.ts';
import { localDay } from '../../shop/local-day.ts';
import type { Store, Stores } from '../../shop/store.ts';
import type { Drizzle } from '../connection/database.ts';
import { modelReservation, modelSpend } from '../schema.ts';

export interface ModelBudgetOptions {
  /** Their settings hold the budgets; may be seconds old. */
  stores: Pick<Stores, 'get'>;
  clock: Clock;
  /** For the whole installation; undefined for no limit. */
  dayBudgetMicros: number | undefined;
  /** Longer than any call takes. What is not settled by then counts as spent. */
  holdMs: number;
}

/** The money of one day. Whoever takes of several takes in this order, so that nobody waits in a circle. */
const SCOPES: readonly BudgetScope[] = ['visitor', 'store', 'installation'];
const INSTALLATION_ID = '00000000-0000-0000-0000-000000000000';

interface Budget {
  scope: BudgetScope;
  scopeId: string;
  /** YYYY-MM-DD. */
  day: string;
  limitMicros: number;
}

/**
 * Budgets of all processes of the installation together. Where there is none, the database is not asked. A budget
 * counts what is spent from when it is set.
 */
export function postgresModelBudget(db: Drizzle, options: ModelBudgetOptions): ModelBudget {
  const findStore = rememberStores(options.stores);

  async function budgetsOf(caller: ModelCaller | undefined): Promise<Budget[]> {
    const now = options.clock.now();
    const store = caller && (await findStore(caller.storeId));
    const limits: Record<BudgetScope, [id: string | undefined, limit: number | null | undefined]> =
      {
        visitor: [caller?.visitorId, store?.settings.visitor_day_budget_micros],
        store: [store?.id, store?.settings.day_budget_micros],
        installation: [INSTALLATION_ID, options.dayBudgetMicros],
      };
    return SCOPES.flatMap((scope) => {
      const [scopeId, limitMicros] = limits[scope];
      if (scopeId === undefined || limitMicros === undefined || limitMicros === null) return [];
      const timeZone = scope === 'installation' ? 'UTC' : (store?.timeZone ?? 'UTC');
      return [{ scope, scopeId, limitMicros, day: localDay(now, timeZone) }];
    });
  }

  return {
    async reserve({ callId, caller, micros }) {
      const budgets = await budgetsOf(caller);
      if (budgets.length === 0) return { state: 'unlimited' };
      if (micros === undefined) return { state: 'price_unknown' };
      const call = { callId, micros, holdMs: options.holdMs };
      return (await takeAtOnce(db, budgets, call)) ?? (await takeOneByOne(db, budgets, call));
    },
    async settle(callId, costMicros) {
      await settleCall(db, callId, costMicros);
    },
  };
}

/** While the stores cannot be read, their budgets are what they were: a call without any need not fail. */
function rememberStores(stores: Pick<Stores, 'get'>) {
  const known = new Map<string, Store>();
  return async (storeId: string): Promise<Store | undefined> => {
    try {
      const store = await stores.get(storeId);
      if (store) known.set(storeId, store);
      return store;
    } catch (error) {
      const store = known.get(storeId);
      if (store) return store;
      throw error;
    }
  };
}

class Exhausted extends Error {
  readonly scope: BudgetScope;
  constructor(scope: BudgetScope) {
    super(`the budget of the ${scope} is used up`);
    this.scope = scope;
  }
}

/** The call has money set aside: by a try whose success was not heard of, since the connection broke. */
class Repeated extends Error {}

interface PaidCall {
  callId: string;
  micros: number;
  holdMs: number;
}

/**
 * What nearly every call is: the first of its id, with room in budgets that something was taken of today. Undefined
 * when it is not, and nothing is taken. One statement, as every answer waits for it.
 */
async function takeAtOnce(
  db: Drizzle,
  budgets: Budget[],
  { callId, micros, holdMs }: PaidCall,
): Promise<BudgetAnswer | undefined> {
  const [held] = await db.execute(sql`
    with budget (scope, scope_id, day, limit_micros) as (
      values ${sql.join(budgets.map(budgetRow), sql`, `)}
    ), locked as materialized (
      select spend.scope, spend.scope_id, spend.day,
        spent_micros + reserved_micros + ${micros}::bigint <= limit_micros as fits
      from model_spend spend
      join budget on spend.scope = budget.scope and spend.scope_id = budget.scope_id and spend.day = budget.day
      order by ${placeOf(sql`spend.scope`)} for update of spend
    ), held as (
      insert into model_reservation (call_id, scope, scope_id, day, micros, expires_at)
      select ${callId}::uuid, scope, scope_id, day, ${micros}::bigint, ${holdEnd(holdMs)} from locked
      where (select count(*) = ${budgets.length} and bool_and(fits) from locked)
      on conflict do nothing
      returning scope, scope_id, day
    ), taken as (
      update model_spend spend set reserved_micros = reserved_micros + ${micros}::bigint from held
      where spend.scope = held.scope and spend.scope_id = held.scope_id and spend.day = held.day
    )
    select from held`);
  return held && { state: 'reserved' };
}

/** One by one, as Postgres takes a list that it cannot count for a long one, and would read the whole table. */
function budgetRow({ scope, scopeId, day, limitMicros }: Budget): SQL {
  return sql`(${scope}, ${scopeId}::uuid, ${day}::date, ${limitMicros}::bigint)`;
}

/** Takes of every budget, or, as the transaction is rolled back, of none. */
async function takeOneByOne(
  db: Drizzle,
  budgets: Budget[],
  { callId, micros, holdMs }: PaidCall,
): Promise<BudgetAnswer> {
  try {
    await db.transaction(async (tx) => {
      for (const budget of budgets) {
        if (!(await take(tx, budget, micros))) throw new Exhausted(budget.scope);
      }
      const rows = budgets.map(({ limitMicros: _, ...from }) => ({ ...from, callId, micros }));
      const added = await tx
        .insert(modelReservation)
        .values(rows.map((row) => ({ ...row, expiresAt: holdEnd(holdMs) })))
        .onConflictDoNothing()
        .returning({ callId: modelReservation.callId });
      if (added.length === 0) throw new Repeated();
    });
    return { state: 'reserved' };
  } catch (error) {
    if (error instanceof Repeated) return { state: 'reserved' };
    if (!(error instanceof Exhausted)) throw error;
    // What is not there for a second time may have been taken for this call.
    const isReserved = await db.$count(modelReservation, eq(modelReservation.callId, callId));
    return isReserved ? { state: 'reserved' } : { state: 'exhausted', scope: error.scope };
  }
}

/** False when it does not fit. Whoever comes second waits for the first and sees what that one left. */
async function take(
  tx: Drizzle,
  { limitMicros, ...from }: Budget,
  micros: number,
): Promise<boolean> {
  if (micros > limitMicros) return false;
  const taken = await tx
    .insert(modelSpend)
    .values({ ...from, reservedMicros: micros })
    .onConflictDoUpdate({
      target: [modelSpend.scope, modelSpend.scopeId, modelSpend.day],
      set: { reservedMicros: sql`${modelSpend.reservedMicros} + ${micros}` },
      setWhere: sql`${modelSpend.spentMicros} + ${modelSpend.reservedMicros} + ${micros} <= ${limitMicros}`,
    })
    .returning({ scope: modelSpend.scope });
  return taken.length === 1;
}

/**
 * Replaces what was set aside for a call by what it cost; once only, as the reservation goes with it. Without a
 * cost, all that was set aside is spent. What that was; undefined when nothing was.
 */
export async function settleCall(
  db: Drizzle,
  callId: string,
  costMicros?: number,
): Promise<number | undefined> {
  const [settled] = await db.execute<{ micros: number }>(sql`
    with gone as (
      delete from model_reservation where call_id = ${callId} returning scope, scope_id, day, micros
    ), locked as materialized (
      select spend.scope, spend.scope_id, spend.day, gone.micros
      from model_spend spend
      join gone on spend.scope = gone.scope and spend.scope_id = gone.scope_id and spend.day = gone.day
      order by ${placeOf(sql`spend.scope`)} for update of spend
    ), paid as (
      update model_spend spend
      set reserved_micros = reserved_micros - locked.micros,
        spent_micros = spent_micros + coalesce(${costMicros ?? null}::bigint, locked.micros)
      from locked
      where spend.scope = locked.scope and spend.scope_id = locked.scope_id and spend.day = locked.day
    )
    select micros from gone limit 1`);
  return settled?.micros;
}

/** When a call whose process died is taken to have cost all that was set aside for it. */
function holdEnd(holdMs: number): SQL {
  return sql`now() + make_interval(secs => ${holdMs / 1000}::double precision)`;
}

/** In SCOPES. */
function placeOf(scope: SQL): SQL {
  return sql`array_position(string_to_array(${SCOPES.join()}, ','), ${scope})`;
}
