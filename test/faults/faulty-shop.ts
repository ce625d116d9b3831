import { expect, vi } from 'vitest';
import { failureNotice } from '../../server/conversation/failure-notice.ts';
import type { ModelCallOutcome } from '../../server/model/model-ledger.ts';
import type { Notice } from '../../shared/chunk.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import type { SeenRequest, UpstreamStep } from '../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { newShopper, partsOf, type Shopper, type SseEvent, textOf } from '../support/shopper.ts';
import { BY_QUESTION, questionOf, startFakeProvider } from './fake-provider/fake-provider.ts';
import type { Fault } from './fake-provider/fault.ts';

/** A whole Aisle, over real sockets, whose provider does what each question names. */
export interface FaultyShop extends AsyncDisposable {
  aisle: Installation;
  /** A question of its own, whose requests are answered with these steps in order. */
  plan(...answers: Iterable<UpstreamStep>[]): string;
  /** Asks as a new visitor, unless told otherwise, and waits for the end. */
  ask(question: string, options?: { shopper?: Shopper; conversation?: string }): Promise<Told>;
  newShopper(): Promise<Shopper>;
  /** What the provider was sent for a question so far. */
  requests(question: string): SeenRequest[];
}

/** What came of a question. */
export interface Told {
  shopper: Shopper;
  conversation: string;
  events: SseEvent[];
  text: string;
  /** Undefined after a whole answer. */
  notice: Notice | undefined;
  requests: SeenRequest[];
  /** How long it took. */
  ms: number;
}

/** Limits of a model's answer that a test can wait for, and that a busy machine keeps. */
export const IMPATIENT = {
  MODEL_CONNECT_TIMEOUT_MS: '1000',
  MODEL_FIRST_BYTE_TIMEOUT_MS: '1000',
  MODEL_FIRST_CONTENT_TIMEOUT_MS: '1200',
  MODEL_IDLE_TIMEOUT_MS: '800',
  MODEL_TIMEOUT_MS: '3000',
};

/** Whatever ends within a test did not end because it was late. */
const SETTINGS = {
  MODEL_NAME: BY_QUESTION,
  MODEL_API_KEY: 'sk-secret-1234567890',
  MODEL_CONNECT_TIMEOUT_MS: '10000',
  MODEL_FIRST_BYTE_TIMEOUT_MS: '60000',
  MODEL_FIRST_CONTENT_TIMEOUT_MS: '60000',
  MODEL_IDLE_TIMEOUT_MS: '60000',
  MODEL_TIMEOUT_MS: '60000',
  // One case must not close the door to the next.
  MODEL_BREAKER_FAILURES: '1000',
};

export async function openFaultyShop(settings: Record<string, string> = {}): Promise<FaultyShop> {
  await using cleanup = new AsyncDisposableStack();
  const extra = new Map<string, Fault>();
  const provider = cleanup.use(await startFakeProvider({ extra }));
  const aisle = cleanup.use(
    await startInstallation({ MODEL_BASE_URL: provider.baseUrl, ...SETTINGS, ...settings }),
  );
  const requests = (question: string) =>
    provider.requests.filter(({ body }) => questionOf(body) === question);
  const newcomer = () => newShopper(aisle.url, 'demo-outdoor');
  const stack = cleanup.move();

  return {
    aisle,
    requests,
    newShopper: newcomer,
    plan(...answers) {
      const name = `plan ${extra.size + 1}`;
      const answer: Fault['answer'] = ({ count }) => answers[count - 1] ?? [{ head: 599 }];
      extra.set(name, { description: name, answer });
      return name;
    },
    async ask(question, { shopper, conversation = crypto.randomUUID() } = {}) {
      const who = shopper ?? (await newcomer());
      const started = performance.now();
      const events = await who.ask(conversation, question);
      return {
        shopper: who,
        conversation,
        events,
        text: textOf(events),
        notice: noticeOf(events),
        requests: requests(question),
        ms: performance.now() - started,
      };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function noticeOf(events: SseEvent[]): Notice | undefined {
  return partsOf(events, 'data-notice').find(({ id }) => id === 'failure')?.data;
}

export interface ExpectedFailure {
  code: TurnFailureCode;
  /** How each request ended, by the ledger. */
  outcomes: ModelCallOutcome[];
  /** What the shopper keeps; nothing when absent. */
  text?: string;
}

/**
 * Asks for a fault and expects that the shopper keeps what was said and is told so, that the provider was asked no
 * more often than it may be, that each of that was written down and that the conversation goes on.
 */
export async function expectFailure(
  shop: FaultyShop,
  fault: string,
  { code, outcomes, text = '' }: ExpectedFailure,
): Promise<void> {
  const told = await shop.ask(fault);
  expect(told.text).toBe(text);
  expect(told.notice).toEqual(failureNotice(code, 'en-US', { begun: told.text !== '' }));
  expect(partsOf(told.events, 'finish')).toEqual([]);
  expect(told.requests).toHaveLength(outcomes.length);
  expect(await lastMessage(told)).toEqual({ status: 'failed', text });
  const calls = await ledgerOf(shop, told);
  expect(calls.map(({ outcome }) => outcome)).toEqual(outcomes);
  await expectNextAnswer(shop, told);
}

export interface LedgerRow {
  outcome: string | null;
  inputTokens: number;
  outputTokens: number;
  estimated: boolean;
  costMicros: number | null;
}

/** What is written of the calls for a question, oldest first, when all have an end. */
export async function ledgerOf(
  { aisle }: FaultyShop,
  { conversation, requests }: Told,
): Promise<LedgerRow[]> {
  const { sql } = aisle.database;
  const read = async () => {
    const rows = await sql<LedgerRow[]>`
      select outcome, call.input_tokens::int as "inputTokens", call.output_tokens::int as "outputTokens",
        estimated, call.cost_micros::int as "costMicros"
      from model_call call join turn on turn.id = turn_id join conversation on conversation.id = conversation_id
      where client_id = ${conversation} order by call.started_at`;
    const ended = rows.filter(({ outcome }) => outcome !== null);
    if (ended.length === requests.length) return ended;
    throw new Error('the ledger is not complete');
  };
  return await vi.waitFor(read, { timeout: 15_000 });
}

/** The status of the last message of a conversation, as its shopper reads it, and what it says. */
export async function lastMessage({
  shopper,
  conversation,
}: Pick<Told, 'shopper' | 'conversation'>) {
  const response = await shopper.request(`/v1/chat/${conversation}`);
  const { messages } = (await response.json()) as {
    messages: { metadata: { status: string }; parts: { type: string; text?: string }[] }[];
  };
  const last = messages.at(-1);
  const text = last?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return { status: last?.metadata.status, text };
}

/** That the same conversation goes on as if nothing had been. */
export async function expectNextAnswer(shop: FaultyShop, told: Told): Promise<void> {
  const question = `Still there, ${crypto.randomUUID()}?`;
  const next = await shop.ask(question, told);
  expect(next.text).toBe(question);
  expect(next.notice).toBeUndefined();
}
