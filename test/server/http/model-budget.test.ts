import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deltaEvent,
  FakeLlmServer,
  saying,
  streamHead,
  usageEvent,
} from '../../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, partsOf, textOf } from '../../support/shopper.ts';

/** A whole Aisle whose money for the model comes to an end. */

const SPENT = {
  en: 'I have answered as much as I may for today.',
  vi: 'Hôm nay mình đã trả lời hết lượt.',
};

/** Each call may cost 1,000 millionths of a dollar: what it is asked is free, and it may say 1,000 tokens. */
const PRICED = { MODEL_NAME: 'fake', MODEL_MAX_OUTPUT_TOKENS: '1000' };

function setPrice({ database }: Installation) {
  return database.sql`
    insert into model_price (model, input_micros, output_micros) values ('fake', 0, 1000000)`;
}

const searching = [
  streamHead,
  deltaEvent({
    tool_calls: [
      {
        index: 0,
        id: 'c1',
        type: 'function',
        function: { name: 'search_products', arguments: '{"query":"tent"}' },
      },
    ],
  }),
  ...saying('').slice(2),
];

describe('with nothing to spend', () => {
  let upstream: FakeLlmServer;
  let aisle: Installation;
  beforeAll(async () => {
    upstream = await FakeLlmServer.start();
    aisle = await startInstallation({
      ...PRICED,
      MODEL_BASE_URL: upstream.baseUrl,
      MODEL_DAY_BUDGET_USD: '0',
    });
    await setPrice(aisle);
  });
  afterAll(async () => {
    await aisle[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  it('shows what the shop finds, says so kindly and is done', async () => {
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const events = await shopper.ask('budget', 'Do you have a tent for two people?');
    expect(textOf(events)).toContain(SPENT.en);
    const [cards] = partsOf(events, 'data-products');
    expect(cards?.data.products[0]?.title).toMatch(/tent/i);
    expect(partsOf(events, 'data-notice')).toEqual([]);
    expect(partsOf(events, 'finish')).toHaveLength(1);
    const kept = await (await shopper.request('/v1/chat/budget')).json();
    expect(kept.messages[1]).toMatchObject({ metadata: { status: 'done' } });
  });

  it('does so in Vietnamese', async () => {
    const shopper = await newShopper(aisle.url, 'demo-laptop');
    const events = await shopper.ask('budget', 'Có laptop chơi game không?');
    expect(textOf(events)).toContain(SPENT.vi);
    expect(partsOf(events, 'data-products')).toHaveLength(1);
  });

  it('says no more than that when nothing is found', async () => {
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const events = await shopper.ask('budget', 'zxqwv kjhgf');
    expect(textOf(events)).toContain(SPENT.en);
    expect(partsOf(events, 'data-products')).toEqual([]);
  });

  it('asks no provider and writes no call down', async () => {
    expect(upstream.requests).toEqual([]);
    expect(await aisle.database.sql`select 1 from model_call`).toHaveLength(0);
  });
});

describe('with a budget and no price', () => {
  it('spends nothing', async () => {
    await using upstream = await FakeLlmServer.start();
    await using aisle = await startInstallation({
      ...PRICED,
      MODEL_BASE_URL: upstream.baseUrl,
      MODEL_DAY_BUDGET_USD: '100',
    });
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    expect(textOf(await shopper.ask('unpriced', 'a tent'))).toContain(SPENT.en);
    expect(upstream.requests).toEqual([]);
  });
});

describe('with money for one call', () => {
  it('answers in part when it comes to an end in the middle, and counts what it cost', async () => {
    await using upstream = await FakeLlmServer.start(searching);
    await using aisle = await startInstallation({
      ...PRICED,
      MODEL_BASE_URL: upstream.baseUrl,
      MODEL_DAY_BUDGET_USD: '0.001',
    });
    await setPrice(aisle);
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const events = await shopper.ask('half', 'a tent for two');
    expect(partsOf(events, 'data-products')).toHaveLength(1);
    expect(textOf(events)).toContain(SPENT.en);
    // With what the shop found it may have been asked how large its window is, which is free.
    expect(upstream.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const [spend] = await aisle.database.sql`
      select scope, spent_micros::int as spent, reserved_micros::int as reserved from model_spend`;
    expect(spend).toEqual({ scope: 'installation', spent: 1, reserved: 0 });
  });
});

describe('twelve shoppers at once', () => {
  it('get the three answers that there is money for, and the others what the shop finds', async () => {
    const dear = [streamHead, deltaEvent({ content: 'Yes.' }, 'stop'), usageEvent(1_000)];
    await using upstream = await FakeLlmServer.start(...Array(12).fill(dear));
    await using aisle = await startInstallation({
      ...PRICED,
      MODEL_BASE_URL: upstream.baseUrl,
      MODEL_DAY_BUDGET_USD: '0.003999',
    });
    await setPrice(aisle);
    const shoppers = await Promise.all(
      Array.from({ length: 12 }, () => newShopper(aisle.url, 'demo-outdoor')),
    );
    const answers = await Promise.all(shoppers.map((shopper) => shopper.ask('race', 'a tent')));
    expect(upstream.requests).toHaveLength(3);
    expect(answers.map(textOf).filter((text) => text === 'Yes.')).toHaveLength(3);
    expect(answers.map(textOf).filter((text) => text.startsWith(SPENT.en))).toHaveLength(9);
  });
});

describe('a budget that a merchant sets', () => {
  it.each(['day_budget_micros', 'visitor_day_budget_micros'])(
    'holds within seconds (%s)',
    async (setting) => {
      await using upstream = await FakeLlmServer.start(...Array(60).fill(saying('Yes.')));
      await using aisle = await startInstallation({ ...PRICED, MODEL_BASE_URL: upstream.baseUrl });
      await setPrice(aisle);
      const shopper = await newShopper(aisle.url, 'demo-outdoor');
      expect(textOf(await shopper.ask('first', 'a tent'))).toBe('Yes.');
      await aisle.database.sql`
        update store set settings = settings || ${JSON.stringify({ [setting]: 1 })}::jsonb
        where key = 'demo-outdoor'`;
      let asked = 0;
      await expect
        .poll(async () => textOf(await shopper.ask(`chat-${asked++}`, 'a tent')), {
          timeout: 10_000,
          interval: 250,
        })
        .toContain(SPENT.en);
      const elsewhere = await newShopper(aisle.url, 'demo-laptop');
      expect(textOf(await elsewhere.ask('first', 'laptop'))).toBe('Yes.');
    },
  );
});

describe('a budget that cannot be read for a while', () => {
  it('makes the answer wait, which then comes whole', { timeout: 60_000 }, async () => {
    await using upstream = await FakeLlmServer.start(saying('Yes.'));
    await using aisle = await startInstallation({
      ...PRICED,
      MODEL_BASE_URL: upstream.baseUrl,
      MODEL_DAY_BUDGET_USD: '100',
    });
    await setPrice(aisle);
    const shopper = await newShopper(aisle.url, 'demo-outdoor');
    const locked = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const locking = aisle.database.patient.transaction(async (tx) => {
      await tx.execute('lock table model_spend in access exclusive mode');
      locked.resolve();
      await mayGoOn.promise;
    });
    await Promise.race([locked.promise, locking]);
    const asking = shopper.ask('paused', 'a tent');
    await expect
      .poll(() => aisle.logged.some((line) => line.includes('reserve money for a model call')), {
        timeout: 30_000,
      })
      .toBe(true);
    expect(upstream.requests).toEqual([]);
    mayGoOn.resolve();
    await locking;
    const events = await asking;
    expect(textOf(events)).toBe('Yes.');
    expect(partsOf(events, 'data-notice')).toEqual([]);
    expect(upstream.requests).toHaveLength(1);
  });
});
