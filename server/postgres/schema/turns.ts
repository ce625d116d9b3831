import { sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Chunk, UnnumberedDataPart } from '../../../shared/chunk.ts';
import type { AskedOn } from '../../../shared/page-context.ts';
import type { TurnFailureCode } from '../../../shared/problem.ts';
import type { ModelEndReason, ModelToolCall } from '../../model/model-client.ts';
import { createdAt, moment, wholeNumber } from './columns.ts';

/** Answers while they are made. */

export const turn = pgTable('turn', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  conversationId: uuid('conversation_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  questionId: uuid('question_id').notNull(),
  answerId: uuid('answer_id').notNull(),
  status: text('status').$type<'running' | 'done' | 'stopped' | 'failed'>().notNull(),
  failureCode: text('failure_code').$type<TurnFailureCode>(),
  model: text('model'),
  inputTokens: integer('input_tokens').notNull().default(0),
  outputTokens: integer('output_tokens').notNull().default(0),
  costMicros: wholeNumber('cost_micros'),
  stopRequested: boolean('stop_requested').notNull().default(false),
  leaseOwner: uuid('lease_owner'),
  leaseUntil: moment('lease_until'),
  takeovers: integer('takeovers').notNull().default(0),
  startedAt: moment('started_at').notNull().defaultNow(),
  firstTextAt: moment('first_text_at'),
  finishedAt: moment('finished_at'),
  endpoint: text('endpoint'),
  run: integer('run').notNull().default(0),
  readElsewhereUntil: moment('read_elsewhere_until'),
  readUntil: moment('read_until').notNull().default(sql`now() + interval '30 seconds'`),
  hasEvents: boolean('has_events').notNull().default(true),
  context: jsonb('context').$type<AskedOn>(),
});

export const turnStep = pgTable(
  'turn_step',
  {
    turnId: uuid('turn_id').notNull(),
    storeId: uuid('store_id').notNull(),
    step: integer('step').notNull(),
    text: text('text').notNull(),
    toolCalls: jsonb('tool_calls').$type<ModelToolCall[]>().notNull(),
    reason: text('reason').$type<ModelEndReason>().notNull(),
    model: text('model'),
    endpoint: text('endpoint'),
    echo: jsonb('echo'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.turnId, table.step] })],
);

export const turnEvent = pgTable(
  'turn_event',
  {
    turnId: uuid('turn_id').notNull(),
    storeId: uuid('store_id').notNull(),
    seq: integer('seq').notNull(),
    chunk: jsonb('chunk').$type<Chunk>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.turnId, table.seq] })],
);

export const toolCall = pgTable(
  'tool_call',
  {
    turnId: uuid('turn_id').notNull(),
    storeId: uuid('store_id').notNull(),
    callId: text('call_id').notNull(),
    step: integer('step').notNull(),
    name: text('name').notNull(),
    input: jsonb('input'),
    output: jsonb('output'),
    error: text('error'),
    durationMs: integer('duration_ms'),
    createdAt: createdAt(),
    show: jsonb('show').$type<UnnumberedDataPart>(),
  },
  (table) => [primaryKey({ columns: [table.turnId, table.callId] })],
);
