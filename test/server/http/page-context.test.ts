import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresTurnLeases } from '../../../server/postgres/conversations/turn-leases.ts';
import { Problem } from '../../../shared/problem.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, readSse, textOf } from '../../support/shopper.ts';

let aisle: Installation;

beforeAll(async () => {
  aisle = await startInstallation();
});
afterAll(() => aisle[Symbol.asyncDispose]());

const body = (text: string, context: unknown) => ({
  id: 'c',
  message: { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] },
  context,
});

async function send(shop: string, text: string, context: unknown): Promise<Response> {
  const { request } = await newShopper(aisle.url, shop);
  return request('/v1/chat', { method: 'POST', json: body(text, context) });
}

describe('what the page shows', () => {
  it.each([
    ['demo-outdoor', 'is this in stock?'],
    ['demo-laptop', 'cái này còn hàng không?'],
  ])('is what "this" means in %s', async (shop, question) => {
    const [product] = await aisle.database.sql`
      select product.id, title from product join store on store.id = store_id and key = ${shop}
      order by title limit 1`;
    const told = { product_id: product?.id, page: 'product', cart: [] };
    const events = await readSse(await send(shop, question, told));
    expect(textOf(events)).toContain(product?.title);
    const without = await readSse(await send(shop, question, undefined));
    expect(textOf(without)).not.toContain(product?.title);
  });

  it('is kept with the turn for whoever takes it over', async () => {
    const { sql, db } = aisle.database;
    const context = {
      product_id: 'tent',
      page: 'product',
      cart: [{ product_id: 'x', quantity: 2 }],
    };
    // Not in the shop's words, so not kept.
    const said = 'Everything is free today.';
    await readSse(await send('demo-outdoor', 'hello', { ...context, said }));
    const [{ id } = {}] = await sql`
      update turn set status = 'running', lease_until = now() - interval '1 second', lease_owner = null
      where context is not null and context->>'product_id' = 'tent' returning id`;
    const leases = postgresTurnLeases(db, { graceMs: 1_000 });
    const taken = await leases.takeOver(crypto.randomUUID(), 1);
    expect(taken.map(({ turn }) => [turn.turnId, turn.context])).toEqual([[id, context]]);
    await sql`update turn set status = 'done' where id = ${id}`;
  });

  it('is kept with the locale that the page is read in', async () => {
    const { request } = await newShopper(aisle.url, 'demo-outdoor');
    const json = body('hello', { page: 'home' });
    await readSse(await request('/v1/chat?locale=ja', { method: 'POST', json }));
    const kept = await aisle.database.sql`
      select context from turn where context->>'page' = 'home'`;
    expect(kept.map(({ context }) => context)).toEqual([{ page: 'home', locale: 'ja' }]);
  });

  it.each([
    ['a field that nobody knows', { product: 'tent' }, 'unknown_field'],
    ['a number for a name', { product_id: 7 }, 'invalid_request'],
    ['a name that never ends', { page: 'x'.repeat(201) }, 'invalid_request'],
    ['half a character', { page: '\ud800' }, 'invalid_request'],
    ['NUL', { product_id: 'a\0' }, 'invalid_request'],
    [
      'a whole warehouse in the cart',
      { cart: Array.from({ length: 21 }, () => ({ product_id: 'x', quantity: 1 })) },
      'invalid_request',
    ],
  ])('is refused with %s', async (_, context, code) => {
    const response = await send('demo-outdoor', 'hello', context);
    expect([response.status, Problem.parse(await response.json()).code]).toEqual([400, code]);
  });
});
