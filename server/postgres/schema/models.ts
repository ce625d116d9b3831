import {
  boolean,
  date,
  doublePrecision,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BudgetScope } from '../../model/model-budget.ts';
import type { ModelCallOutcome } from '../../model/model-ledger.ts';
import { moment, updatedAt, version, wholeNumber } from './columns.ts';

/** What models cost and may. */

export const modelCall = pgTable('model_call', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id'),
  visitorId: uuid('visitor_id'),
  turnId: uuid('turn_id'),
  endpoint: text('endpoint').notNull(),
  model: text('model').notNull(),
  answeredBy: text('answered_by'),
  images: integer('images').notNull().default(0),
  startedAt: moment('started_at').notNull(),
  outcome: text('outcome').$type<ModelCallOutcome>(),
  inputTokens: wholeNumber('input_tokens').notNull().default(0),
  outputTokens: wholeNumber('output_tokens').notNull().default(0),
  cachedInputTokens: wholeNumber('cached_input_tokens').notNull().default(0),
  reasoningTokens: wholeNumber('reasoning_tokens').notNull().default(0),
  estimated: boolean('estimated').notNull().default(false),
  costMicros: wholeNumber('cost_micros'),
  firstContentMs: integer('first_content_ms'),
  durationMs: integer('duration_ms'),
});

export const modelPrice = pgTable('model_price', {
  model: text('model').primaryKey(),
  inputMicros: wholeNumber('input_micros').notNull(),
  outputMicros: wholeNumber('output_micros').notNull(),
  cachedInputMicros: wholeNumber('cached_input_micros'),
  version: version(),
  updatedAt: updatedAt(),
});

export const modelSpend = pgTable(
  'model_spend',
  {
    scope: text('scope').$type<BudgetScope>().notNull(),
    scopeId: uuid('scope_id').notNull(),
    day: date('day').notNull(),
    spentMicros: wholeNumber('spent_micros').notNull().default(0),
    reservedMicros: wholeNumber('reserved_micros').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.scope, table.scopeId, table.day] })],
);

export const modelReservation = pgTable(
  'model_reservation',
  {
    callId: uuid('call_id').notNull(),
    scope: text('scope').$type<BudgetScope>().notNull(),
    scopeId: uuid('scope_id').notNull(),
    day: date('day').notNull(),
    micros: wholeNumber('micros').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.callId, table.scope] })],
);

export const modelRate = pgTable('model_rate', {
  endpoint: text('endpoint').primaryKey(),
  requestsPerMinute: doublePrecision('requests_per_minute'),
  tokensPerMinute: doublePrecision('tokens_per_minute'),
  requests: doublePrecision('requests').notNull().default(0),
  tokens: doublePrecision('tokens').notNull().default(0),
  filledAt: moment('filled_at').notNull().defaultNow(),
  blockedUntil: moment('blocked_until'),
});
