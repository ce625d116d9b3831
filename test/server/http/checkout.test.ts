import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../../../shared/problem.ts';
import { Quote } from '../../../shared/quote.ts';
import { Redemption } from '../../../shared/redemption.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { apiKey } from '../../support/principals.ts';

/** From a quote to an order, as a storefront and a shop's server speak to a whole installation. */
let aisle: Installation;
let key: Record<string, string>;

beforeAll(async () => {
  aisle = await startInstallation();
  key = (await apiKey(aisle, 'demo-outdoor', ['orders:write'])).headers;
}, 60_000);
afterAll(() => aisle[Symbol.asyncDispose]());

async function send(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(aisle.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** The headers of a visitor of the outdoor shop whom the shop calls `customer`. */
async function visitor(customer?: string): Promise<Record<string, string>> {
  const [store] = await aisle.database.sql`
    select identity_secret as secret from store where key = 'demo-outdoor'`;
  const token =
    customer &&
    (await new SignJWT({ sub: customer })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(store?.secret)));
  const { body } = await send('/v1/visitors', { store: 'demo-outdoor', identity_token: token });
  return { authorization: `Bearer ${body.token}` };
}

const items = [{ product_id: 'larch-2', quantity: 1 }];
const quote = async (coupon_codes: string[], who: Record<string, string>) =>
  Quote.parse((await send('/v1/quotes', { items, coupon_codes }, who)).body);
const redeem = (body: object) => send('/admin/api/stores/demo-outdoor/redemptions', body, key);

test('an order of a signed quote uses its coupons, once', async () => {
  const ann = await visitor('ann');
  const { token, ...shown } = await quote(['FIRSTTRIP', 'welcome10'], ann);
  expect(shown.discounts.applied.map(({ code }) => code)).toEqual(['FIRSTTRIP']);
  expect((await send('/v1/quotes/verify', { token })).body).toMatchObject({ valid: true });

  const first = await redeem({ token, order_id: '1001' });
  expect([first.status, Redemption.parse(first.body).total]).toEqual([200, shown.total]);
  expect(await redeem({ token, order_id: '1001' })).toEqual(first);
  expect(Problem.parse((await redeem({ token, order_id: '1002' })).body).code).toBe(
    'coupon_exhausted',
  );
  const again = await quote(['FIRSTTRIP'], ann);
  expect(again.messages[0]?.code).toBe('discount_code_invalid');
  expect(Problem.parse((await redeem({ token: again.token, order_id: '1001' })).body).code).toBe(
    'idempotency_conflict',
  );
  // Whoever says to be somebody else does not get their quote.
  expect((await redeem({ token, order_id: '1003', customer_ref: 'bob' })).status).toBe(400);

  const cancel = '/admin/api/stores/demo-outdoor/redemptions/1001/cancel';
  expect((await send(cancel, undefined, key)).body).toMatchObject({ status: 'cancelled' });
  expect((await quote(['FIRSTTRIP'], ann)).discount).toBe(shown.discount);
});

test('an order that is held is confirmed, or is no more', async () => {
  const { token } = await quote(['TRAIL15'], await visitor());
  const held = await redeem({ token, order_id: '2001', hold_seconds: 600 });
  expect(held.body).toMatchObject({ status: 'reserved', reserved_until: expect.any(String) });
  const path = '/admin/api/stores/demo-outdoor/redemptions/2001';
  expect((await send(`${path}/confirm`, undefined, key)).body.status).toBe('confirmed');
  expect((await send(`${path}/confirm`, undefined, key)).status).toBe(200);
  await send(`${path}/cancel`, undefined, key);
  expect((await send(`${path}/confirm`, undefined, key)).status).toBe(409);
  const again = await redeem({ token, order_id: '2001', hold_seconds: 600 });
  expect([again.status, again.body.code]).toEqual([409, 'conflict']);
});

test('a price that changed meanwhile is told before anything is used', async () => {
  const { sql } = aisle.database;
  const { token, line_items } = await quote(['TRAIL15'], await visitor());
  const id = line_items[0]!.variant_id!;
  await sql`update variant set price = price + 100 where id = ${id}`;
  const { status, body } = await redeem({ token, order_id: '3001' });
  await sql`update variant set price = price - 100 where id = ${id}`;
  expect([status, body.code]).toEqual([409, 'quote_changed']);
  expect(Quote.parse(body.quote).subtotal).toBe(line_items[0]!.subtotal + 100);
  expect(await sql`select from coupon_order where order_id = '3001'`).toHaveLength(0);
});

test('only the shop’s own key says what was ordered', async () => {
  const { token } = await quote([], await visitor());
  const body = { token, order_id: '4001' };
  const path = '/admin/api/stores/demo-outdoor/redemptions';
  const nobodys = { authorization: `Bearer aisle_${'x'.repeat(43)}` };
  expect((await send(path, body, nobodys)).status).toBe(401);
  const reading = await apiKey(aisle, 'demo-outdoor', ['coupons:write']);
  expect((await send(path, body, reading.headers)).status).toBe(403);
  const other = await apiKey(aisle, 'demo-laptop');
  expect((await send(path, body, other.headers)).status).toBe(404);
});

test('guesses count over the chat and the API, and are forgotten with the visitor', async () => {
  const who = await visitor();
  const [{ id, network } = { id: '', network: '' }] = await aisle.database.sql<
    { id: string; network: string }[]
  >`select id, network from visitor order by created_at desc limit 1`;
  expect(network).toMatch(/^[\w-]{22}$/);
  for (let index = 0; index < 9; index += 1) await quote([`guess${index}`], who);
  const said = { id: 'c', message: question('Is the coupon GUESS99 good for the Larch 2 tent?') };
  await fetch(`${aisle.url}/v1/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...who },
    body: JSON.stringify(said),
  }).then((response) => response.text());
  const { status, body } = await send('/v1/quotes', { items, coupon_code: 'TRAIL15' }, who);
  expect([status, Problem.parse(body).code]).toEqual([429, 'rate_limited']);
  await fetch(`${aisle.url}/v1/visitors/me`, { method: 'DELETE', headers: who });
  expect(await aisle.database.sql`select from visitor where id = ${id}`).toHaveLength(0);
});

function question(text: string) {
  return { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] };
}
