import type { Database } from '../../../../server/postgres/connection/database.ts';
import { newId } from '../../../../server/shop/new-id.ts';

export interface SeededCall {
  storeId?: string;
  turnId?: string;
  endpoint?: string;
  model?: string;
  startedAt?: Date;
  /** Null for a call that runs. */
  outcome?: string | null;
  inputTokens?: number;
  cachedInputTokens?: number;
  outputTokens?: number;
  images?: number;
  costMicros?: number | null;
  firstContentMs?: number | null;
}

/** A row of the ledger, as the ledger leaves it. Returns its id. */
export async function putModelCall({ sql }: Database, call: SeededCall = {}): Promise<string> {
  const id = newId();
  const { outcome = 'answered', costMicros = 1_500, firstContentMs = 400 } = call;
  await sql`
    insert into model_call (id, store_id, turn_id, endpoint, model, answered_by, images, started_at, outcome,
      input_tokens, output_tokens, cached_input_tokens, cost_micros, first_content_ms, duration_ms)
    values (${id}, ${call.storeId ?? null}, ${call.turnId ?? null},
      ${call.endpoint ?? 'api.example/small'}, ${call.model ?? 'small'}, 'small-2026', ${call.images ?? 0},
      ${call.startedAt ?? new Date()}, ${outcome}, ${call.inputTokens ?? 1_000},
      ${call.outputTokens ?? 50}, ${call.cachedInputTokens ?? 0}, ${costMicros}, ${firstContentMs},
      ${outcome === null ? null : 1_200})`;
  return id;
}
