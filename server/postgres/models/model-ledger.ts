import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { FinishedModelCall, ModelCallStart, ModelLedger } from '../../model/model-ledger.ts';
import type { Drizzle } from '../connection/database.ts';
import { isDatabaseUnavailable } from '../connection/database-errors.ts';

export interface WrittenLedger extends ModelLedger {
  /** Writes what is not written yet, for at most `limitMs`; then nothing is written any more. */
  stop(limitMs: number): Promise<void>;
}

export interface LedgerOptions {
  /** How long the first row of a batch waits for company; 50 when absent. */
  intervalMs?: number;
  /** How long to wait before a failed write is tried again; 500 when absent. */
  retryMs?: number;
  /** Rows kept while the database is away; the oldest go first. 10,000 when absent. */
  mostWaiting?: number;
  onError(error: unknown): void;
}

/** A row as far as it is known; a later state takes the place of an earlier one. */
type Row = ModelCallStart | FinishedModelCall;

/**
 * Writes many rows in one statement, one statement at a time, and each row whole: whatever is repeated or comes late,
 * the row ends as the call did. Rows wait while the database is away, and are dropped when it refuses them.
 */
export function postgresModelLedger(db: Drizzle, options: LedgerOptions): WrittenLedger {
  const { intervalMs = 50, retryMs = 500, mostWaiting = 10_000, onError } = options;
  const running = new Map<string, ModelCallStart>();
  const waiting = new Map<string, Row>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let stopped = false;

  function put(row: Row): void {
    waiting.delete(row.callId);
    waiting.set(row.callId, row);
    if (waiting.size > mostWaiting) {
      waiting.delete(waiting.keys().next().value!);
      onError(new Error(`more than ${mostWaiting} rows wait: the oldest is lost`));
    }
    schedule(intervalMs);
  }

  function schedule(ms: number): void {
    if (timer || stopped) return;
    timer = setTimeout(() => {
      timer = undefined;
      writing = writing.then(() => writeWaiting());
    }, ms);
  }

  async function writeWaiting(): Promise<void> {
    const rows = [...waiting.values()].slice(0, ROWS_AT_ONCE);
    if (rows.length === 0) return;
    try {
      await write(rows);
      // What has changed meanwhile is written again.
      for (const row of rows) if (waiting.get(row.callId) === row) waiting.delete(row.callId);
      if (waiting.size > 0) schedule(intervalMs);
    } catch (error) {
      onError(error);
      schedule(retryMs);
    }
  }

  /** Throws when the database is away. One row that it refuses does not take the others with it. */
  async function write(rows: Row[]): Promise<void> {
    try {
      await upsert(db, rows);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      if (rows.length === 1) onError(error);
      else for (const row of rows) await write([row]);
    }
  }

  return {
    begin(call) {
      running.set(call.callId, call);
      put(call);
    },
    end(callId, end) {
      const start = running.get(callId);
      if (!start) return;
      running.delete(callId);
      put({ ...start, ...end });
    },
    async stop(limitMs) {
      const giveUpAt = performance.now() + limitMs;
      stopped = true;
      clearTimeout(timer);
      async function writeRest(): Promise<void> {
        await writing;
        while (waiting.size > 0 && performance.now() < giveUpAt) {
          await writeWaiting();
          if (waiting.size > 0) await sleep(retryMs);
        }
      }
      const overdue = new AbortController();
      await Promise.race([writeRest(), sleep(limitMs, null, overdue).catch(() => {})]);
      overdue.abort();
    },
  };
}

const ROWS_AT_ONCE = 500;

/** Providers' words, fit for a column: Postgres has no NUL in text. */
const LONGEST_NAME = 200;

/**
 * A visitor or a store may be gone by now: then the row is without the one, and its turn, and not written without the
 * other.
 */
async function upsert(db: Drizzle, rows: Row[]): Promise<void> {
  const batch = JSON.stringify(rows.map(columnsOf));
  await db.execute(sql`
    insert into model_call (id, store_id, visitor_id, turn_id, endpoint, model, answered_by, images, started_at, outcome,
      input_tokens, output_tokens, cached_input_tokens, reasoning_tokens, estimated, cost_micros, first_content_ms, duration_ms)
    select call.id, call.store_id, visitor.id,
      case when visitor.id is not null or call.visitor_id is null then call.turn_id end, call.endpoint, call.model, call.answered_by, call.images,
      call.started_at, call.outcome, call.input_tokens, call.output_tokens, call.cached_input_tokens,
      call.reasoning_tokens, call.estimated, call.cost_micros, call.first_content_ms, call.duration_ms
    from jsonb_populate_recordset(null::model_call, ${batch}::text::jsonb) as call
    left join store on store.id = call.store_id
    left join visitor_merge merged on merged.store_id = call.store_id and merged.visitor_id = call.visitor_id
    left join visitor on visitor.store_id = call.store_id and visitor.id = coalesce(merged.into_id, call.visitor_id)
    where call.store_id is null or store.id is not null
    on conflict (id) do update set
      answered_by = excluded.answered_by, outcome = excluded.outcome, input_tokens = excluded.input_tokens,
      output_tokens = excluded.output_tokens, cached_input_tokens = excluded.cached_input_tokens,
      reasoning_tokens = excluded.reasoning_tokens, estimated = excluded.estimated,
      cost_micros = excluded.cost_micros, first_content_ms = excluded.first_content_ms,
      duration_ms = excluded.duration_ms`);
}

function columnsOf(row: Row) {
  const end = 'outcome' in row ? row : undefined;
  return {
    id: row.callId,
    store_id: row.caller?.storeId ?? null,
    visitor_id: row.caller?.visitorId ?? null,
    turn_id: row.caller?.turnId ?? null,
    endpoint: row.endpoint,
    model: row.model,
    images: row.images,
    started_at: row.startedAt.toISOString(),
    answered_by:
      end?.answeredBy?.toWellFormed().replaceAll('\0', '').slice(0, LONGEST_NAME) ?? null,
    outcome: end?.outcome ?? null,
    input_tokens: end?.usage.inputTokens ?? 0,
    output_tokens: end?.usage.outputTokens ?? 0,
    cached_input_tokens: end?.usage.cachedInputTokens ?? 0,
    reasoning_tokens: end?.usage.reasoningTokens ?? 0,
    estimated: end?.estimated ?? false,
    cost_micros: end?.costMicros ?? null,
    first_content_ms: end?.firstContentMs ?? null,
    duration_ms: end?.durationMs ?? null,
  };
}
