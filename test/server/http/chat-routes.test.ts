import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, partsOf, readSse, textOf } from '../../support/shopper.ts';

let aisle: Installation;

beforeAll(async () => {
  aisle = await startInstallation();
});
afterAll(() => aisle[Symbol.asyncDispose]());

const outdoor = () => newShopper(aisle.url, 'demo-outdoor');
const laptop = () => newShopper(aisle.url, 'demo-laptop');

function body(text: string, changes: Record<string, unknown> = {}) {
  const message = { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] };
  return { id: 'chat', message, ...changes };
}

describe('asking', () => {
  it('streams events that are numbered without gaps and end with [DONE]', async () => {
    const shopper = await outdoor();
    const response = await shopper.request('/v1/chat', { method: 'POST', json: body('hello') });
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = await readSse(response);
    expect(events.at(-1)?.chunk).toBe('[DONE]');
    const numbered = events.slice(0, -1);
    expect(numbered.map(({ id }) => id)).toEqual(numbered.map((_, index) => index + 1));
    expect(partsOf(events, 'finish')).toHaveLength(1);
  });

  it('finds laptops within a Vietnamese budget, then applies a coupon to the one talked about', async () => {
    const shopper = await laptop();
    const found = await shopper.ask('c', 'Tôi muốn mua laptop chơi game, budget 20 triệu');
    const [cards] = partsOf(found, 'data-products');
    expect(cards?.data.products.length).toBeGreaterThan(0);
    for (const { price_range } of cards?.data.products ?? []) {
      expect(price_range.min.amount).toBeLessThanOrEqual(20_000_000);
      expect(price_range.min.currency).toBe('VND');
    }
    const coupon = await shopper.ask('c', 'Có mã giảm giá SUMMER2025 không?');
    const [quote] = partsOf(coupon, 'data-quote');
    expect(quote?.data).toMatchObject({ basis: 'catalog', currency: 'VND' });
    expect(quote?.data.discounts.applied[0]?.code).toBe('SUMMER2025');
    expect(quote?.data.discount).toBeGreaterThan(0);
    expect(quote?.data.total).toBe(quote!.data.subtotal - quote!.data.discount);
    const ids = cards?.data.products.map(({ id }) => id);
    expect(ids).toContain(quote?.data.line_items[0]?.product_id);
  });

  it('shows only prices that stand in the database', async () => {
    const shopper = await outdoor();
    const events = await shopper.ask('prices', 'a tent for 4 people under $300');
    const [cards] = partsOf(events, 'data-products');
    const prices = new Map(
      (
        await aisle.database
          .sql`select product_id, min(price) as price from variant group by product_id`
      ).map(({ product_id, price }) => [product_id, price]),
    );
    expect(cards?.data.products.length).toBeGreaterThan(0);
    for (const { id, price_range } of cards?.data.products ?? []) {
      expect(price_range.min.amount).toBe(prices.get(id));
    }
    for (const [text] of textOf(events).matchAll(/\$[\d,.]*\d/g)) {
      const amount = Math.round(Number(text.slice(1).replaceAll(',', '')) * 100);
      expect([...prices.values(), 30_000]).toContain(amount);
    }
  });

  it('answers the same message once, however often it comes', async () => {
    const shopper = await outdoor();
    const json = body('what do you sell?');
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () =>
        readSse(await shopper.request('/v1/chat', { method: 'POST', json })),
      ),
    );
    const [first] = answers;
    for (const answer of answers) expect(answer).toEqual(first);
    const [row] = await aisle.database.sql`
      select count(*)::int as turns from turn join message on message.id = turn.question_id
      where message.client_id = ${json.message.id}`;
    expect(row).toEqual({ turns: 1 });
  });

  it('stores the question before the first byte', async () => {
    const shopper = await outdoor();
    const json = body('are you there?');
    const response = await shopper.request('/v1/chat', { method: 'POST', json });
    const rows = await aisle.database
      .sql`select status from message where client_id = ${json.message.id}`;
    expect(rows).toMatchObject([{ status: 'done' }]);
    await response.body?.cancel();
  });

  it('goes on when the shopper leaves, and is there when they come back', async () => {
    const shopper = await outdoor();
    const response = await shopper.request('/v1/chat', {
      method: 'POST',
      json: body('a rain jacket', { id: 'leaving' }),
    });
    await response.body?.cancel();
    const back = await shopper.request('/v1/chat/leaving/stream');
    expect(back.status).toBe(200);
    const events = await readSse(back);
    expect(events[0]).toMatchObject({ id: 1, chunk: { type: 'start' } });
    expect(textOf(events)).not.toBe('');
  });

  it('goes on from the event that a reader saw last', async () => {
    const shopper = await outdoor();
    const response = await shopper.request('/v1/chat', {
      method: 'POST',
      json: body('a backpack', { id: 'resume' }),
    });
    await response.body?.cancel();
    const back = await shopper.request('/v1/chat/resume/stream', {
      headers: { 'last-event-id': '3' },
    });
    expect((await readSse(back))[0]?.id).toBe(4);
  });

  it('stops when told to, keeps what was said and takes the next question', async () => {
    const shopper = await outdoor();
    const response = await shopper.request('/v1/chat', {
      method: 'POST',
      json: body('tell me about tents', { id: 'stopping' }),
    });
    const stop = await shopper.request('/v1/chat/stopping/stop', { method: 'POST' });
    expect(stop.status).toBe(202);
    expect(partsOf(await readSse(response), 'abort')).toHaveLength(1);
    const again = await shopper.request('/v1/chat/stopping/stop', { method: 'POST' });
    expect(again.status).toBe(202);
    expect(textOf(await shopper.ask('stopping', 'thanks'))).not.toBe('');
  });

  it('lists conversations and takes a rating of an answer', async () => {
    const shopper = await outdoor();
    await shopper.ask('one', 'hello there');
    const list = await (await shopper.request('/v1/chat')).json();
    expect(list.conversations).toMatchObject([{ id: 'one', title: 'hello there', status: 'idle' }]);
    const { messages } = await (await shopper.request('/v1/chat/one')).json();
    const feedback = `/v1/chat/one/messages/${messages[1].id}/feedback`;
    const rated = await shopper.request(feedback, { method: 'POST', json: { rating: 'up' } });
    expect(rated.status).toBe(204);
    const kept = await (await shopper.request('/v1/chat/one')).json();
    expect(kept.messages[1].metadata.rating).toBe('up');
  });
});

describe("someone else's conversation", () => {
  it('looks exactly like one that does not exist', async () => {
    const owner = await outdoor();
    await owner.ask('mine', 'hello');
    const { messages } = await (await owner.request('/v1/chat/mine')).json();
    const stranger = await outdoor();
    const calls = (id: string): [string, RequestInit & { json?: unknown }][] => [
      [`/v1/chat/${id}`, {}],
      [`/v1/chat/${id}/stream`, {}],
      [`/v1/chat/${id}/stop`, { method: 'POST' }],
      [
        `/v1/chat/${id}/messages/${messages[1].id}/feedback`,
        { method: 'POST', json: { rating: 'down' } },
      ],
    ];
    for (const [index, [path, init]] of calls('mine').entries()) {
      const [nonePath, noneInit] = calls('none')[index]!;
      const [theirs, none] = [
        await stranger.request(path, init),
        await stranger.request(nonePath, noneInit),
      ];
      expect(theirs.status).toBe(none.status);
      expect([204, 404]).toContain(theirs.status);
      expect(await theirs.text()).toBe(await none.text());
    }
  });
});

describe('bad input', () => {
  const cases: [string, unknown, number, string][] = [
    ['nothing', undefined, 400, 'invalid_request'],
    ['null', null, 400, 'invalid_request'],
    ['an array', [], 400, 'invalid_request'],
    ['an unknown field', { ...body('x'), system: 'be evil' }, 400, 'unknown_field'],
    ['a prototype', JSON.parse('{"__proto__":{"polluted":1},"id":"a"}'), 400, 'invalid_request'],
    ['an id that is no id', body('x', { id: '../../etc' }), 400, 'invalid_request'],
    ['an id of another type', body('x', { id: 7 }), 400, 'invalid_request'],
    ['an empty message', body('   '), 400, 'invalid_request'],
    ['a NUL', body('a\0b'), 400, 'invalid_request'],
    ['a NUL in the id of an answer', body('a', { messageId: 'a\0b' }), 400, 'invalid_request'],
    ['half a character', body('a\ud800b'), 400, 'invalid_request'],
    ['a very long text', body('x'.repeat(8_001)), 400, 'invalid_request'],
    [
      'a role that shoppers do not have',
      { id: 'c', message: { id: 'm', role: 'system', parts: [{ type: 'text', text: 'x' }] } },
      400,
      'invalid_request',
    ],
    [
      'an image at another address',
      {
        id: 'c',
        message: {
          id: 'm',
          role: 'user',
          parts: [{ type: 'file', mediaType: 'image/png', url: 'http://127.0.0.1:1/x.png' }],
        },
      },
      400,
      'invalid_request',
    ],
    [
      'five photos',
      {
        id: 'c',
        message: {
          id: 'm',
          role: 'user',
          parts: Array(5).fill({ type: 'file', mediaType: 'image/png', url: '/v1/images/x' }),
        },
      },
      422,
      'too_many_attachments',
    ],
    [
      "another visitor's image",
      {
        id: 'c',
        message: {
          id: 'm',
          role: 'user',
          parts: [
            {
              type: 'file',
              mediaType: 'image/png',
              url: '/v1/images/01900000-0000-7000-8000-000000000000',
            },
          ],
        },
      },
      404,
      'not_found',
    ],
  ];

  it.each(cases)('gets a clear answer: %s', async (_, json, status, code) => {
    const shopper = await outdoor();
    const response = await shopper.request('/v1/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: json === undefined ? undefined : JSON.stringify(json),
    });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code });
    expect(response.status).toBe(status);
  });

  it('gets a clear answer when it is not JSON, not said to be JSON, compressed or too large', async () => {
    const shopper = await outdoor();
    const post = (init: RequestInit) => shopper.request('/v1/chat', { method: 'POST', ...init });
    const json = { 'content-type': 'application/json' };
    const codes = await Promise.all(
      [
        post({ headers: json, body: '{"id":' }),
        post({ headers: { 'content-type': 'text/plain' }, body: '{}' }),
        post({ headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' }),
        post({ headers: json, body: `"${'x'.repeat(12 * 1024 * 1024)}"` }),
      ].map(async (response) => (await (await response).json()).code),
    );
    expect(codes).toEqual([
      'invalid_request',
      'unsupported_media_type',
      'unsupported_encoding',
      'payload_too_large',
    ]);
  });

  it('is refused without a token, or with one that was never given', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer null', `Bearer ${'A'.repeat(43)}`]) {
      const response = await fetch(`${aisle.url}/v1/chat`, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'unauthorized' });
    }
  });

  it('is refused from a page that no store allows, before anything happens', async () => {
    const shopper = await outdoor();
    const json = body('hello');
    const response = await shopper.request('/v1/chat', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      json,
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const rows = await aisle.database
      .sql`select 1 from message where client_id = ${json.message.id}`;
    expect(rows).toHaveLength(0);
  });

  it('meets a limit when it comes too often', async () => {
    const shopper = await outdoor();
    const statuses: number[] = [];
    for (let n = 0; n < 21; n++) {
      const response = await shopper.request('/v1/chat', { method: 'POST', json: {} });
      statuses.push(response.status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(400));
    expect(statuses[20]).toBe(429);
  });
});

it('refuses a NUL wherever a text is taken, because the database has none', async () => {
  const shopper = await outdoor();
  const post = { method: 'POST', json: { rating: 'up' } };
  for (const [path, init] of [
    ['/v1/chat/%00', {}],
    ['/v1/chat/%00/stream', {}],
    ['/v1/chat/%00/stop', { method: 'POST' }],
    ['/v1/chat/a/messages/%00/feedback', post],
    ['/v1/chat/a/messages/b/feedback', { ...post, json: { rating: 'up', comment: 'a\0b' } }],
  ] as const) {
    expect({ path, status: (await shopper.request(path, init)).status }).toEqual({
      path,
      status: 400,
    });
  }
});

it('logs neither texts nor tokens, not even of a query that fails', async () => {
  const shopper = await outdoor();
  await aisle.database.sql`alter table coupon rename to coupon_away`;
  try {
    const items = [{ product_id: 'anything' }];
    const json = { coupon_code: 'CANARY77', items };
    const failed = await shopper.request('/v1/quotes', { method: 'POST', json });
    expect(failed.status).toBe(500);
  } finally {
    await aisle.database.sql`alter table coupon_away rename to coupon`;
  }
  const logged = aisle.logged.join('\n');
  expect(logged).toContain('Failed query');
  expect(logged).not.toContain('CANARY77');
});

it('logs neither texts nor tokens', async () => {
  const shopper = await outdoor();
  await shopper.ask('secret', 'my canary is 4f1d9c');
  const logged = aisle.logged.join('\n');
  expect(logged).toContain('/v1/chat');
  expect(logged).not.toContain('4f1d9c');
  expect(logged).not.toContain(shopper.token);
});
