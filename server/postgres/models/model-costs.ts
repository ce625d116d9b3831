import { and, asc, desc, eq, gte, type SQL, sql } from 'drizzle-orm';
import type {
  AdminDayBudget,
  AdminModelCall,
  AdminSpendLine,
} from '../../../shared/admin-costs.ts';
import { StoreSettings } from '../../../shared/store.ts';
import { CALLS_SHOWN, type ModelCosts } from '../../admin/model-costs.ts';
import type { BudgetScope } from '../../model/model-budget.ts';
import type { Drizzle } from '../connection/database.ts';
import { modelCall, modelSpend, store, turn } from '../schema.ts';

/** What stands for the installation where a store or a visitor would be named. */
const INSTALLATION = '00000000-0000-0000-0000-000000000000';

/** Days times models; a period that has more is shown without its oldest days. */
const LINES_SHOWN = 5_000;

/** `installationLimit`: what all stores together may spend in a day, in millionths of a US dollar. */
export function postgresModelCosts(
  db: Drizzle,
  { installationLimit }: { installationLimit: number | undefined },
): ModelCosts {
  return {
    async overview(storeId, { days, now, includeInstallation }) {
      const [about] = await db
        .select({
          settings: store.settings,
          timeZone: store.timeZone,
          today: sql<string>`(${now.toISOString()}::timestamptz at time zone ${store.timeZone})::date::text`,
        })
        .from(store)
        .where(eq(store.id, storeId));
      if (!about) return undefined;
      const { today, timeZone } = about;
      const limits = StoreSettings.parse(about.settings);
      const day = { day: today, timeZone };
      return {
        today,
        days,
        store: await dayBudget(db, limits.day_budget_micros, {
          ...day,
          scope: 'store',
          scopeId: storeId,
        }),
        visitor_limit_micros: limits.visitor_day_budget_micros,
        installation: includeInstallation
          ? await dayBudget(db, installationLimit ?? null, {
              day: now.toISOString().slice(0, 10),
              timeZone: 'UTC',
              scope: 'installation',
              scopeId: INSTALLATION,
            })
          : null,
        spend: await spendLines(db, storeId, startOfDay({ ...day, daysBefore: days - 1 })),
      };
    },

    async callsOfConversation(storeId, conversationId) {
      const rows = await db
        .select({ call: modelCall })
        .from(modelCall)
        .innerJoin(turn, and(eq(turn.id, modelCall.turnId), eq(turn.storeId, modelCall.storeId)))
        .where(and(eq(turn.storeId, storeId), eq(turn.conversationId, conversationId)))
        .orderBy(asc(modelCall.startedAt), asc(modelCall.id))
        .limit(CALLS_SHOWN);
      return rows.flatMap(({ call }) => callFromRow(call));
    },
  };
}

interface BudgetDay {
  scope: BudgetScope;
  scopeId: string;
  /** YYYY-MM-DD in `timeZone`. */
  day: string;
  timeZone: string;
}

/** The moment at which a day begins where the clocks are set to `timeZone`. */
function startOfDay({
  day,
  timeZone,
  daysBefore = 0,
}: Omit<BudgetDay, 'scope' | 'scopeId'> & { daysBefore?: number }): SQL {
  return sql`((${day}::date - ${daysBefore}::integer)::timestamp at time zone ${timeZone})`;
}

/** Where a limit is set, the budget's own count is what counts against it; elsewhere the ledger tells what was spent. */
async function dayBudget(
  db: Drizzle,
  limit: number | null,
  day: BudgetDay,
): Promise<AdminDayBudget> {
  if (limit === null) {
    const ofStore = day.scope === 'store' ? eq(modelCall.storeId, day.scopeId) : undefined;
    const [sum] = await db
      .select({ spent: sql<number>`coalesce(sum(${modelCall.costMicros}), 0)::bigint` })
      .from(modelCall)
      .where(and(ofStore, gte(modelCall.startedAt, startOfDay(day))));
    return { spent_micros: sum?.spent ?? 0, reserved_micros: 0, limit_micros: null };
  }
  const [spend] = await db
    .select({ spent: modelSpend.spentMicros, reserved: modelSpend.reservedMicros })
    .from(modelSpend)
    .where(
      and(
        eq(modelSpend.scope, day.scope),
        eq(modelSpend.scopeId, day.scopeId),
        eq(modelSpend.day, day.day),
      ),
    );
  return {
    spent_micros: spend?.spent ?? 0,
    reserved_micros: spend?.reserved ?? 0,
    limit_micros: limit,
  };
}

async function spendLines(db: Drizzle, storeId: string, since: SQL): Promise<AdminSpendLine[]> {
  const day = sql<string>`(${modelCall.startedAt} at time zone ${store.timeZone})::date`;
  const sum = (column: SQL | typeof modelCall.inputTokens) =>
    sql<number>`coalesce(sum(${column}), 0)::bigint`;
  const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::integer`;
  return db
    .select({
      day: sql<string>`${day}::text`,
      model: modelCall.model,
      calls: sql<number>`count(*)::integer`,
      failed_calls: count(sql`${modelCall.outcome} not in ('answered', 'aborted')`),
      unpriced_calls: count(
        sql`${modelCall.costMicros} is null and ${modelCall.inputTokens} + ${modelCall.outputTokens} > 0`,
      ),
      input_tokens: sum(modelCall.inputTokens),
      cached_input_tokens: sum(sql`${modelCall.cachedInputTokens}`),
      output_tokens: sum(sql`${modelCall.outputTokens}`),
      images: sum(sql`${modelCall.images}`),
      cost_micros: sql<number | null>`sum(${modelCall.costMicros})::bigint`,
      median_first_content_ms: sql<
        number | null
      >`round(percentile_cont(0.5) within group (order by ${modelCall.firstContentMs}))::integer`,
    })
    .from(modelCall)
    .innerJoin(store, eq(store.id, modelCall.storeId))
    .where(and(eq(modelCall.storeId, storeId), gte(modelCall.startedAt, since)))
    .groupBy(day, modelCall.model)
    .orderBy(desc(day), asc(modelCall.model))
    .limit(LINES_SHOWN);
}

function callFromRow(row: typeof modelCall.$inferSelect): AdminModelCall[] {
  if (row.turnId === null) return [];
  return [
    {
      id: row.id,
      turn_id: row.turnId,
      endpoint: row.endpoint,
      model: row.model,
      answered_by: row.answeredBy,
      outcome: row.outcome,
      images: row.images,
      input_tokens: row.inputTokens,
      cached_input_tokens: row.cachedInputTokens,
      output_tokens: row.outputTokens,
      reasoning_tokens: row.reasoningTokens,
      estimated: row.estimated,
      cost_micros: row.costMicros,
      first_content_ms: row.firstContentMs,
      duration_ms: row.durationMs,
      started_at: row.startedAt.toISOString(),
    },
  ];
}
