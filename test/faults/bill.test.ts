import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentence } from '../../server/words/sentence.ts';
import { deltaEvent, streamHead, type UpstreamStep, usageEvent } from '../fakes/fake-llm-server.ts';
import { partsOf } from '../support/shopper.ts';
import { BY_QUESTION } from './fake-provider/fake-provider.ts';
import { textOfWords, words } from './fake-provider/well-behaved.ts';
import {
  expectNextAnswer,
  type FaultyShop,
  lastMessage,
  ledgerOf,
  openFaultyShop,
  type Told,
} from './faulty-shop.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await openFaultyShop();
  await setPrice(shop);
});
afterAll(() => shop[Symbol.asyncDispose]());

/** AGT-10. */
describe('a model that never answers and calls tools instead', () => {
  it('costs six calls and twelve tools, and ends with an honest sentence', async () => {
    const told = await shop.ask('tool-loop');
    expect(told.text).toBe(sentence('lookedInVain', 'en-US'));
    expect(told.requests).toHaveLength(6);
    const { sql } = shop.aisle.database;
    expect(await sql`select count(*)::int as calls from tool_call`).toEqual([{ calls: 12 }]);
    expect(await lastMessage(told)).toMatchObject({ status: 'done' });
    const row = { outcome: 'answered', inputTokens: 7, outputTokens: 1, estimated: false };
    expect(await ledgerOf(shop, told)).toMatchObject(Array(6).fill(row));
    await expectNextAnswer(shop, told);
  });
});

describe('the ledger', () => {
  it('estimates what an answer cost that broke off', async () => {
    const calls = await ledgerOf(shop, await shop.ask('rst-after-20'));
    expect(calls).toEqual([
      {
        outcome: 'network',
        estimated: true,
        inputTokens: expect.any(Number),
        outputTokens: expect.any(Number),
        costMicros: expect.any(Number),
      },
    ]);
    // 20 pieces of two words each.
    expect(calls[0]?.outputTokens).toBeGreaterThanOrEqual(20);
    expect(calls[0]?.inputTokens).toBeGreaterThan(7);
    expect(calls[0]?.costMicros).toBe(calls[0]!.outputTokens * MICROS_A_TOKEN);
  });

  it('has a row for an answer that was stopped', async () => {
    const shopper = await shop.newShopper();
    const question = shop.plan([streamHead, ...words(20), { stall: true }]);
    const asking = shop.ask(question, { shopper, conversation: 'stopped' });
    await expect.poll(() => shop.requests(question)).toHaveLength(1);
    await shopper.request('/v1/chat/stopped/stop', { method: 'POST' });
    const told = await asking;
    expect(textOfWords(20).startsWith(told.text)).toBe(true);
    expect(await ledgerOf(shop, told)).toMatchObject([{ outcome: 'aborted', estimated: true }]);
  });
});

const MICROS_A_TOKEN = 10;
const MOST_TOKENS = 100;
const CALL_MICROS = MOST_TOKENS * MICROS_A_TOKEN;

/** Costs as much as it may: each call takes exactly what was set aside for it. */
const dear: UpstreamStep[] = [
  streamHead,
  deltaEvent({ content: 'Dear.' }, 'stop'),
  usageEvent(MOST_TOKENS),
  { write: 'data: [DONE]\n\n' },
];

/** AGT-11 and LOAD-08. */
describe('a budget', () => {
  it('of ten calls lets ten of 50 through that race for it, and none after', async () => {
    const settings = { MODEL_DAY_BUDGET_USD: String((10 * CALL_MICROS) / 1_000_000) };
    await using budgeted = await openBudgetedShop(settings);
    const question = budgeted.plan(...Array<UpstreamStep[]>(50).fill(dear));
    const shoppers = await Promise.all(Array.from({ length: 25 }, () => budgeted.newShopper()));
    const told = await Promise.all(
      [...shoppers, ...shoppers].map((shopper) => budgeted.ask(question, { shopper })),
    );
    expect(budgeted.requests(question)).toHaveLength(10);
    expect(told.filter(({ text }) => text === 'Dear.')).toHaveLength(10);
    expect(refused(told)).toHaveLength(40);
    const { sql } = budgeted.aisle.database;
    await expect
      .poll(
        () =>
          sql`select spent_micros::int as spent, reserved_micros::int as reserved from model_spend`,
      )
      .toEqual([{ spent: 10 * CALL_MICROS, reserved: 0 }]);

    const late = await budgeted.ask('a tent for two people');
    expect(late.requests).toEqual([]);
    expect(late.text).toMatch(SPENT);
    expect(partsOf(late.events, 'data-products')).toHaveLength(1);
    expect(await lastMessage(late)).toMatchObject({ status: 'done' });
  });

  it('of a visitor stops a greedy one and nobody else', async () => {
    await using budgeted = await openBudgetedShop();
    const { sql } = budgeted.aisle.database;
    const limit = { visitor_day_budget_micros: 3 * CALL_MICROS };
    await sql`update store set settings = settings || ${sql.json(limit)}`;
    // What is known of a store may be two seconds old.
    await new Promise((resolve) => setTimeout(resolve, 2_100));

    const question = budgeted.plan(...Array<UpstreamStep[]>(100).fill(dear));
    const greedy = await Promise.all(Array.from({ length: 4 }, () => budgeted.newShopper()));
    const flood = greedy.flatMap((shopper) =>
      Array.from({ length: 10 }, () => budgeted.ask(question, { shopper })),
    );
    const honest = await budgeted.ask(question);
    const told = await Promise.all(flood);
    expect(honest.text).toBe('Dear.');
    for (const shopper of greedy) {
      const own = told.filter((one) => one.shopper === shopper);
      expect(own.filter(({ text }) => text === 'Dear.')).toHaveLength(3);
      expect(refused(own)).toHaveLength(7);
    }
    expect(budgeted.requests(question)).toHaveLength(4 * 3 + 1);
  });
});

async function openBudgetedShop(settings: Record<string, string> = {}): Promise<FaultyShop> {
  const shop = await openFaultyShop({
    ...settings,
    MODEL_MAX_OUTPUT_TOKENS: String(MOST_TOKENS),
    // It is the money that stops a flood here.
    LIMIT_VISITOR_STREAMS: '100',
  });
  await setPrice(shop);
  return shop;
}

/** Only what the model says costs something. */
async function setPrice({ aisle }: FaultyShop): Promise<void> {
  await aisle.database.sql`
    insert into model_price (model, input_micros, output_micros)
    values (${BY_QUESTION}, 0, ${MICROS_A_TOKEN * 1_000_000})`;
}

/** The sentence that stands in place of an answer. */
const SPENT = /^I have answered as much as I may for today\./;

function refused(told: Told[]): Told[] {
  return told.filter(({ text }) => SPENT.test(text));
}
