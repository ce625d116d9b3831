import { expect, test } from 'vitest';
import type { ModelFailure } from '../../../server/errors.ts';
import { estimateTextTokens } from '../../../server/model/estimate-tokens.ts';
import type { BudgetAnswer, BudgetReservation } from '../../../server/model/model-budget.ts';
import type { ModelClient, ModelRequest } from '../../../server/model/model-client.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';
import type { FinishedModelCall, ModelCallEnd } from '../../../server/model/model-ledger.ts';
import type { ModelPrice } from '../../../server/model/model-prices.ts';
import { requireAnswer } from '../../../server/model/require-answer.ts';
import { streamAnswer } from '../../../server/model/stream-answer.ts';
import {
  ASSUMED_OUTPUT_TOKENS,
  type BillingRefusal,
  withBilling,
} from '../../../server/model/with-billing.ts';
import { withRetry } from '../../../server/model/with-retry.ts';
import { type ScriptedAnswer, ScriptedModel } from '../../fakes/scripted-model.ts';
import { collect } from './collect.ts';

const question: ModelRequest = {
  system: 'You sell tents.',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Is this one of yours?' },
        { type: 'image', mediaType: 'image/webp', base64: 'AAAA', detail: 'low' },
      ],
    },
  ],
  tools: [],
  caller: { storeId: 'store', visitorId: 'visitor', turnId: 'turn' },
};
const never = new AbortController().signal;

/** A dollar for a million tokens of input, two for output. */
const PRICE: ModelPrice = {
  inputMicros: 1_000_000,
  outputMicros: 2_000_000,
  cachedInputMicros: undefined,
};

interface Setup {
  script?: ScriptedAnswer[];
  model?: ModelClient;
  answer?: BudgetAnswer | Error;
  price?: ModelPrice | Error;
  settles?: Error;
  maxOutputTokens?: number;
  /** So often, the budgets cannot be asked; there is patience for it. */
  away?: number;
}

/** A billed model, and everything that was written about it, in order. */
function bill(setup: Setup = {}) {
  const model = setup.model ?? new ScriptedModel(setup.script ?? [{ text: 'Yes, it is.' }]);
  const log: string[] = [];
  const reservations: BudgetReservation[] = [];
  const settled: number[] = [];
  const calls: FinishedModelCall[] = [];
  const errors: string[] = [];
  const refused: BillingRefusal[] = [];
  let { away = 0 } = setup;
  const client = withBilling(model, {
    endpoint: {
      baseUrl: 'https://api.example/v1',
      model: 'large',
      ...(setup.maxOutputTokens !== undefined && { maxOutputTokens: setup.maxOutputTokens }),
    },
    prices: {
      async priceOf() {
        if (setup.price instanceof Error) throw setup.price;
        return 'price' in setup ? setup.price : PRICE;
      },
    },
    budget: {
      async reserve(reservation) {
        log.push('reserve');
        if (away-- > 0) throw new Error('the database is away');
        reservations.push(reservation);
        if (setup.answer instanceof Error) throw setup.answer;
        return setup.answer ?? { state: 'reserved' };
      },
      async settle(_, costMicros) {
        log.push('settle');
        settled.push(costMicros);
        if (setup.settles) throw setup.settles;
      },
    },
    ledger: {
      begin: () => void log.push('begin'),
      end: () => void log.push('end'),
    },
    clock: { now: () => new Date('2026-03-01T12:00:00Z') },
    onCall: (call) => void calls.push(call),
    onRefused: (refusal) => void refused.push(refusal),
    onError: (_, doing) => void errors.push(doing),
    ...(away > 0 && { patience: { limitMs: 30_000, retryMs: 1 } }),
  });
  return {
    client,
    model: model as ScriptedModel,
    log,
    reservations,
    settled,
    calls,
    errors,
    refused,
  };
}

function onlyCall({ calls }: { calls: FinishedModelCall[] }): FinishedModelCall {
  expect(calls).toHaveLength(1);
  return calls[0]!;
}

test('writes down what the provider reports and what it costs, and settles that', async () => {
  const billed = bill();
  await collect(streamAnswer(billed.client, question, never));
  expect(onlyCall(billed)).toMatchObject({
    caller: question.caller,
    endpoint: 'api.example/large',
    model: 'large',
    answeredBy: 'scripted',
    images: 1,
    startedAt: new Date('2026-03-01T12:00:00Z'),
    outcome: 'answered',
    usage: { inputTokens: 100, outputTokens: 10 },
    estimated: false,
    costMicros: 120,
    firstContentMs: expect.any(Number),
    durationMs: expect.any(Number),
  });
  expect(billed.log).toEqual(['reserve', 'begin', 'end', 'settle']);
  expect(billed.settled).toEqual([120]);
});

test('sets aside the most that the call can cost', async () => {
  const limited = bill({ maxOutputTokens: 1_000 });
  await collect(streamAnswer(limited.client, question, never));
  const free = bill();
  await collect(streamAnswer(free.client, question, never));
  const [tight, wide] = [limited.reservations[0]!, free.reservations[0]!];
  expect(tight).toMatchObject({ caller: question.caller });
  expect(tight.micros).toBeGreaterThan(2_000);
  expect(wide.micros! - tight.micros!).toBe(2 * (ASSUMED_OUTPUT_TOKENS - 1_000));
});

test('estimates, high, what the provider does not report', async () => {
  const words = 'Yes, that is our trail tent for two.';
  for (const usage of [undefined, { inputTokens: 0, outputTokens: 0, totalTokens: 0 }]) {
    const billed = bill({
      script: [{ text: words, end: usage ? { usage } : { usage: undefined } }],
    });
    await collect(streamAnswer(billed.client, question, never));
    const call = onlyCall(billed);
    expect(call.estimated).toBe(true);
    expect(call.usage.inputTokens).toBeGreaterThan(300);
    expect(call.usage.outputTokens).toBeGreaterThanOrEqual(9);
    expect(call.costMicros).toBe(call.usage.inputTokens + 2 * call.usage.outputTokens);
  }
});

test('counts calls of tools as something said', async () => {
  const toolCalls = [{ name: 'search_products', arguments: { query: 'tent' } }];
  const billed = bill({ script: [{ toolCalls, end: { usage: undefined } }] });
  await collect(streamAnswer(billed.client, question, never));
  const call = onlyCall(billed);
  expect(call.usage.outputTokens).toBeGreaterThan(5);
  expect(call.firstContentMs).toBeDefined();
});

test('bills what was seen of an answer that its shopper stopped', async () => {
  const stop = new AbortController();
  const billed = bill({ script: [{ text: ['Once', ' upon', ' a', ' time'], hang: true }] });
  const read = async () => {
    for await (const event of streamAnswer(billed.client, question, stop.signal)) {
      if (event.type === 'text-delta' && event.text === ' upon') stop.abort(new Error('enough'));
    }
  };
  await expect(read()).rejects.toThrow('enough');
  const call = onlyCall(billed);
  expect(call).toMatchObject({ outcome: 'aborted', estimated: true });
  expect(call.usage.outputTokens).toBe(Math.ceil(estimateTextTokens('Once upon')));
  expect(billed.settled).toEqual([call.costMicros]);
});

test('bills what was seen by a reader who walked away', async () => {
  const billed = bill({ script: [{ text: ['Once', ' upon', ' a', ' time'] }] });
  for await (const _ of streamAnswer(billed.client, question, never)) break;
  expect(onlyCall(billed)).toMatchObject({ outcome: 'aborted', estimated: true });
  expect(billed.settled).toHaveLength(1);
});

test('bills the half of an answer that broke off', async () => {
  const failure = modelFailure('truncated', 'cut');
  const billed = bill({ script: [{ text: 'Half an', failure }] });
  await expect(collect(streamAnswer(billed.client, question, never))).rejects.toBe(failure);
  const call = onlyCall(billed);
  expect(call).toMatchObject({ outcome: 'truncated', estimated: true });
  expect(call.costMicros).toBeGreaterThan(300);
  expect(billed.settled).toEqual([call.costMicros]);
});

test.each<[string, ModelFailure]>([
  ['a provider that is not there', modelFailure('network', 'refused')],
  ['a refusal', modelFailure('rate_limit', 'slow down', { status: 429 })],
  ['a refused question', modelFailure('content_filter', 'no', { status: 400 })],
  ['an error in place of an answer', modelFailure('server', 'oops', { status: 200 })],
])('bills nothing for %s', async (_, failure) => {
  const billed = bill({ script: [{ failure }] });
  await expect(collect(streamAnswer(billed.client, question, never))).rejects.toBe(failure);
  const nothing = { usage: { inputTokens: 0, outputTokens: 0 }, costMicros: 0, estimated: false };
  const call = onlyCall(billed);
  expect(call).toMatchObject({ ...nothing, outcome: failure.reason });
  expect(call.firstContentMs).toBeUndefined();
  expect(billed.settled).toEqual([0]);
});

test('bills the question of an answer that never came', async () => {
  const billed = bill({ script: [{ failure: modelFailure('timeout', 'late') }] });
  await expect(collect(streamAnswer(billed.client, question, never))).rejects.toThrow('late');
  const call = onlyCall(billed);
  expect(call).toMatchObject({ outcome: 'timeout', estimated: true });
  expect(call.usage).toEqual({ inputTokens: expect.any(Number), outputTokens: 0 });
  expect(call.costMicros).toBe(call.usage.inputTokens);
});

test('bills an answer that says nothing as the provider counted it', async () => {
  const usage = { inputTokens: 100, outputTokens: 2_000, reasoningTokens: 2_000 };
  const billed = bill({ script: [{ end: { usage } }] });
  await expect(
    collect(streamAnswer(requireAnswer(billed.client), question, never)),
  ).rejects.toMatchObject({ code: 'model_empty' });
  expect(onlyCall(billed)).toMatchObject({ outcome: 'empty_response', usage, costMicros: 4_100 });
});

test('takes a mistake of ours for what it is', async () => {
  const broken: ModelClient = {
    async ask() {
      throw new TypeError('undefined is not a function');
    },
  };
  const billed = bill({ model: broken });
  await expect(collect(streamAnswer(billed.client, question, never))).rejects.toThrow(TypeError);
  expect(onlyCall(billed)).toMatchObject({ outcome: 'other' });
});

test('pays for each try', async () => {
  const failure = modelFailure('overloaded', 'busy', { status: 503 });
  const billed = bill({ script: [{ failure }, { text: 'Yes.' }] });
  const retrying = withRetry(billed.client, { maxTries: 2, sleep: async () => {} });
  await collect(streamAnswer(retrying, question, never));
  const ids = billed.calls.map(({ callId }) => callId);
  expect(new Set(ids).size).toBe(2);
  expect(billed.calls.map(({ outcome }) => outcome)).toEqual(['overloaded', 'answered']);
  expect(billed.settled).toEqual([0, 120]);
});

test.each<[BudgetAnswer, Partial<ModelFailure>]>([
  [
    { state: 'exhausted', scope: 'store' },
    { code: 'budget_exhausted', reason: 'budget_exhausted', retryable: false },
  ],
  [
    { state: 'price_unknown' },
    { code: 'budget_exhausted', reason: 'price_unknown', retryable: false },
  ],
])('asks nobody when the budget says %o', async (answer, failure) => {
  const billed = bill({ answer });
  await expect(collect(streamAnswer(billed.client, question, never))).rejects.toMatchObject(
    failure,
  );
  expect(billed.model.requests).toEqual([]);
  expect(billed.log).toEqual(['reserve']);
  expect(billed.refused).toEqual([{ ...answer, endpoint: 'api.example/large', storeId: 'store' }]);
});

test('asks nobody when nobody can say whether there is money left', async () => {
  const billed = bill({ answer: new Error('the database is away') });
  await expect(collect(streamAnswer(billed.client, question, never))).rejects.toMatchObject({
    code: 'internal',
    reason: 'budget_unreachable',
    retryable: false,
  });
  expect(billed.model.requests).toEqual([]);
  expect(billed.errors).toEqual(['reserve money for a model call']);
});

test('waits while nobody can say whether there is money left, and asks for the same money', async () => {
  const billed = bill({ away: 2 });
  await collect(streamAnswer(billed.client, question, never));
  expect(billed.log).toEqual(['reserve', 'reserve', 'reserve', 'begin', 'end', 'settle']);
  expect(billed.reservations).toEqual([
    { callId: onlyCall(billed).callId, caller: question.caller, micros: expect.any(Number) },
  ]);
});

test('stops waiting for the budgets when the shopper presses stop', async () => {
  const stop = new AbortController();
  const billed = bill({ away: Number.POSITIVE_INFINITY });
  const waiting = collect(streamAnswer(billed.client, question, stop.signal));
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(billed.model.requests).toEqual([]);
});

test('settles nothing where there is no budget, and knows no cost without a price', async () => {
  const billed = bill({ answer: { state: 'unlimited' }, price: undefined });
  await collect(streamAnswer(billed.client, question, never));
  const end: Partial<ModelCallEnd> = { outcome: 'answered', costMicros: undefined };
  expect(onlyCall(billed)).toMatchObject(end);
  expect(billed.reservations[0]!.micros).toBeUndefined();
  expect(billed.settled).toEqual([]);
});

test('asks the budget without a price when the price cannot be read', async () => {
  const billed = bill({ answer: { state: 'unlimited' }, price: new Error('away') });
  await collect(streamAnswer(billed.client, question, never));
  expect(billed.reservations[0]!.micros).toBeUndefined();
  expect(billed.errors).toEqual(['read the price of a model']);
});

test('does not fail an answer because it could not be settled', async () => {
  const billed = bill({ settles: new Error('away') });
  expect(await collect(streamAnswer(billed.client, question, never))).toHaveLength(2);
  expect(billed.errors).toEqual(['settle a model call']);
});

test('gives back what was set aside when it is stopped before anybody was asked', async () => {
  const stop = new AbortController();
  const billed = bill();
  const stream = streamAnswer(billed.client, question, stop.signal);
  const first = collect(stream);
  stop.abort(new Error('enough'));
  await expect(first).rejects.toThrow('enough');
  expect(billed.model.requests).toEqual([]);
  expect(billed.calls).toEqual([]);
  expect(billed.settled).toEqual([0]);
});
