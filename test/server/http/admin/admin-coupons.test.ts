import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undoCoupons } from '../../../../server/admin/undo-coupons.ts';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import { postgresCouponEditor } from '../../../../server/postgres/coupons/coupon-editor.ts';
import { postgresCoupons } from '../../../../server/postgres/coupons/coupons.ts';
import { postgresRedemptions } from '../../../../server/postgres/coupons/redemptions.ts';
import { postgresAuditLog } from '../../../../server/postgres/people/audit-log.ts';
import { quoteCart } from '../../../../server/shop/quote-cart.ts';
import type { Store } from '../../../../server/shop/store.ts';
import { AdminCoupon, AdminCouponList, NewCouponCode } from '../../../../shared/admin-coupons.ts';
import { Problem } from '../../../../shared/problem.ts';
import { Quote } from '../../../../shared/quote.ts';
import { anOrder } from '../../../faults/money/coupon-races.ts';
import { quoteDeps } from '../../../support/quote-deps.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';
import { createStore } from '../../../support/visitors.ts';
import { type AdminApp, adminApp } from './admin-app.ts';
import { aProduct, putProducts } from './admin-fixtures.ts';

const NOW = new Date('2026-06-15T12:00:00Z');

let database: TestDatabase;
let admin: AdminApp;
let store: Store;
let headers: Record<string, string>;

beforeAll(async () => {
  database = await testDatabase();
  admin = await adminApp(database, { start: NOW });
  store = await createStore(database, { timeZone: 'Europe/Berlin' });
  await createStore(database, { key: 'other-shop' });
  await createStore(database, { key: 'full-shop' });
  headers = await admin.signedIn();
  await putProducts(database, store, [aProduct({ handle: 'tent' })]);
});
afterAll(() => database[Symbol.asyncDispose]());

interface Call {
  method?: string;
  body?: unknown;
  ifMatch?: string;
  shop?: string;
}

async function call(rest: string, { method = 'GET', body, ifMatch, shop = store.key }: Call = {}) {
  const response = await admin.call(`/admin/api/stores/${shop}/coupons${rest}`, {
    method,
    headers: { ...headers, ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    body: text ? JSON.parse(text) : undefined,
  };
}

const amountOff = { kind: 'amount', amount: 500 } as const;

async function make(code: string, fields: object = {}, shop?: string): Promise<AdminCoupon> {
  const body = { code, title: `About ${code}`, discount: amountOff, ...fields };
  const { status, body: made } = await call('', { method: 'POST', body, shop });
  expect([status, made.detail]).toEqual([201, undefined]);
  return AdminCoupon.parse(made);
}

/** The code of the problem, and the field that it points to. */
function wrong({ body }: { body: unknown }) {
  const { code, errors } = Problem.parse(body);
  return [code, errors?.[0]?.pointer];
}

describe('a coupon', () => {
  it('is made with all its rules and read back', async () => {
    const made = await make(' sum mer ', {
      discount: { kind: 'percent', basis_points: 1_500, cap: 6_000 },
      minimum_subtotal: 10_000,
      scope: { kind: 'categories', values: ['Tents'] },
      starts_at: '2026-06-01',
      ends_at: '2026-10-25T03:30',
      usage_limit: 100,
      per_customer_limit: 1,
      first_order_only: true,
      combinable: true,
      times_used: 7,
    });
    expect(made).toMatchObject({
      code: 'SUMMER',
      starts_at: '2026-05-31T22:00:00.000Z',
      ends_at: '2026-10-25T02:30:00.000Z',
      starts_local: '2026-06-01T00:00',
      ends_local: '2026-10-25T03:30',
      times_used: 7,
      state: 'active',
      version: 1,
    });
    const { etag, body } = await call(`/${made.id}`);
    expect(etag).toBe('"1"');
    expect(body).toEqual(made);
    expect((await call(`/${made.id}`, { shop: 'other-shop' })).status).toBe(404);
  });

  it('is changed by who has seen what it is, and by nobody else', async () => {
    const { id } = await make('EDIT');
    const change = { method: 'PATCH', body: { active: false, code: 'edited' } };
    expect((await call(`/${id}`, change)).status).toBe(428);
    const { body } = await call(`/${id}`, { ...change, ifMatch: '"1"' });
    expect(body).toMatchObject({ code: 'EDITED', active: false, state: 'inactive', version: 2 });
    expect(wrong(await call(`/${id}`, { ...change, ifMatch: '"1"' }))[0]).toBe('version_conflict');
    const gone = { method: 'DELETE', ifMatch: '"1"' };
    expect((await call(`/${id}`, gone)).status).toBe(412);
    expect((await call(`/${id}`, { ...gone, ifMatch: '"2"', shop: 'other-shop' })).status).toBe(
      404,
    );
    expect((await call(`/${id}`, { ...gone, ifMatch: '"2"' })).status).toBe(204);
    expect((await call(`/${id}`)).status).toBe(404);
  });

  it('stays current while shoppers use it, and cannot be limited to less than that', async () => {
    const { id } = await make('USED', { usage_limit: 5 });
    const redemptions = postgresRedemptions(database.db);
    for (const order of ['a', 'b']) await redemptions.redeem(store.id, anOrder(order, ['USED']));
    const limit = (usage_limit: number) =>
      call(`/${id}`, { method: 'PATCH', ifMatch: '"1"', body: { usage_limit } });
    expect(wrong(await limit(1))).toEqual(['invalid_request', '/usage_limit']);
    expect((await limit(2)).body).toMatchObject({ times_used: 2, state: 'used_up' });
  });

  it.each<[string, object, unknown[]]>([
    ['a code that is another’s', { code: 'taken ' }, ['conflict', '/code']],
    ['a code of blanks', { code: '\u200B' }, ['invalid_request', '/code']],
    [
      'an end before its start',
      { starts_at: '2026-06-02', ends_at: '2026-06-01' },
      ['invalid_request', '/ends_at'],
    ],
    ['a day that is none', { ends_at: '2026-02-30' }, ['invalid_request', '/ends_at']],
    [
      'more than all',
      { discount: { kind: 'percent', basis_points: 10_001 } },
      ['invalid_request', '/discount/basis_points'],
    ],
    [
      'half a cent',
      { discount: { kind: 'amount', amount: 0.5 } },
      ['invalid_request', '/discount/amount'],
    ],
    ['another currency', { currency: 'EUR' }, ['unknown_field', '/']],
    ['a start before all times', { starts_at: '0000-01-01' }, ['invalid_request', '/starts_at']],
    [
      'an end after all times',
      { ends_at: '9999-12-31T23:59:59-12:00' },
      ['invalid_request', '/ends_at'],
    ],
    // One character for eighteen.
    ['a code that gets long', { code: '\ufdfa'.repeat(20) }, ['invalid_request', '/code']],
    [
      'a product of another shop',
      { scope: { kind: 'products', product_ids: ['01900000-0000-7000-8000-000000000000'] } },
      ['invalid_request', '/scope/product_ids'],
    ],
  ])('is refused with %s, made or changed', async (_, fields, expected) => {
    const other = await make(crypto.randomUUID());
    await call('', { method: 'POST', body: { code: 'TAKEN', title: 'x', discount: amountOff } });
    const body = { code: 'FRESH', title: 'x', discount: amountOff, ...fields };
    expect(wrong(await call('', { method: 'POST', body }))).toEqual(expected);
    const change = await call(`/${other.id}`, { method: 'PATCH', ifMatch: '"1"', body: fields });
    expect(wrong(change)).toEqual(expected);
    expect(admin.unexpected).toEqual([]);
  });

  it('gets a code that nobody guesses', async () => {
    const { body } = await call('/code', { method: 'POST' });
    expect(NewCouponCode.parse(body).code).toHaveLength(12);
  });
});

describe('the list of coupons', () => {
  it('is found by words and state, page by page, each once', async () => {
    const shop = 'full-shop';
    await make('OFF', { active: false }, shop);
    await make('SOON', { starts_at: '2026-07-01' }, shop);
    await make('PAST', { ends_at: '2026-06-01' }, shop);
    await make('SPENT', { usage_limit: 3, times_used: 3 }, shop);
    for (let index = 0; index < 5; index += 1) {
      await make(`A100%_${index}`, { title: `Summer ${index}` }, shop);
    }
    const codes = async (query: string) =>
      AdminCouponList.parse((await call(`?${query}`, { shop })).body).coupons.map(
        ({ code }) => code,
      );
    expect(await codes('state=inactive')).toEqual(['OFF']);
    expect(await codes('state=scheduled')).toEqual(['SOON']);
    expect(await codes('state=expired')).toEqual(['PAST']);
    expect(await codes('state=used_up')).toEqual(['SPENT']);
    expect(await codes('state=active')).toHaveLength(5);
    expect(await codes('q=so')).toEqual(['SOON']);
    expect(await codes('q=summer%203')).toEqual(['A100%_3']);
    expect(await codes('q=%25_')).toHaveLength(5);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await call(`?limit=2${cursor && `&cursor=${cursor}`}`, { shop });
      const page: AdminCouponList = AdminCouponList.parse(body);
      seen.push(...page.coupons.map(({ code }) => code));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toHaveLength(9);
    expect((await call('?cursor=%00', { shop })).status).toBe(400);
  });
});

describe('trying a coupon', () => {
  const items = [{ product_id: 'tent', quantity: 2 }];
  const post = async (rest: string, body: object) => {
    const answer = await call(rest, { method: 'POST', body });
    expect(answer.status).toBe(200);
    return Quote.parse(answer.body);
  };

  it('gives the quote that a shopper would get, saved or not', async () => {
    const { id } = await make('TRYME', { first_order_only: true, starts_at: '2026-07-01' });
    const customer = { orders: 0 };
    const early = await post(`/${id}/try`, { items, customer });
    expect(early.messages[0]?.code).toBe('discount_code_invalid');
    const later = await post(`/${id}/try`, { items, customer, at: '2026-07-01' });
    expect(later.discount).toBe(500);
    expect(later.token).toBeUndefined();
    const anonymous = await post(`/${id}/try`, { items, at: '2026-07-01' });
    expect(anonymous.messages[0]?.code).toBe('discount_code_user_not_logged_in');
    const again = await post(`/${id}/try`, { items, customer: { orders: 1 }, at: '2026-07-01' });
    expect(again.messages[0]?.code).toBe('discount_code_invalid');
    await make('BESIDE', { combinable: true, discount: { kind: 'amount', amount: 100 } });
    const together = { items, customer, at: '2026-07-01', locale: 'vi', other_codes: ['beside'] };
    const both = await post(`/${id}/try`, together);
    expect([both.discount, both.discounts.codes]).toEqual([500, ['TRYME', 'BESIDE']]);
    expect(both.messages[0]?.content).toContain('không dùng chung');
    const draft = { code: 'draft', title: 'x', discount: { kind: 'percent', basis_points: 5_000 } };
    const tried = await post('/try', { coupon: draft, items });
    expect(tried.discount).toBe(tried.subtotal / 2);
    expect(
      (
        await call('/try', {
          method: 'POST',
          body: { coupon: draft, items: [{ product_id: 'none' }] },
        })
      ).status,
    ).toBe(404);
  });

  it('answers as a real quote does, and leaves no trace', async () => {
    const tent = [{ product_id: 'tent', quantity: 2 }];
    const catalog = postgresCatalog(database.db, { publicUrl: 'http://localhost' });
    const coupons = postgresCoupons(database.db);
    const real = (coupon_codes: string[]) =>
      quoteCart(
        quoteDeps({ catalog, coupons, clock: admin.clock }),
        { store, visitorId: 'visitor' },
        { items: tent, coupon_codes, locale: 'vi' },
      );
    const cases: Record<string, object> = {
      'SAME-PERCENT': { discount: { kind: 'percent', basis_points: 3_333, cap: 12_345 } },
      'SAME-OFF': { active: false },
      'SAME-EARLY': { starts_at: '2026-06-15T14:01' },
      'SAME-STARTS': { starts_at: '2026-06-15T14:00' },
      'SAME-ENDED': { ends_at: '2026-06-15T14:00' },
      'SAME-MINIMUM': { minimum_subtotal: 50_000 },
      'SAME-SCOPE': { scope: { kind: 'categories', values: ['Lamps'] } },
      'SAME-FIRST': { first_order_only: true },
      'SAME-EACH': { per_customer_limit: 1 },
      'SAME-TOGETHER': { combinable: true },
    };
    await make('SAME-BESIDE', { combinable: true });
    for (const [code, fields] of Object.entries(cases)) {
      const { id } = await make(code, fields);
      const codes = [code, 'same-beside', 'NO-SUCH-CODE'];
      const trial = { items: tent, other_codes: codes.slice(1), locale: 'vi' };
      const { token: _, quote_id: __, expires_at: ___, ...asked } = await real(codes);
      expect([code, await post(`/${id}/try`, trial)]).toEqual([code, asked]);
    }
    const [left] = await database.sql`
      select (select sum(times_used) from coupon where code like 'SAME-%')::int as used,
        (select count(*) from coupon_redemption where code like 'SAME-%')::int as redeemed`;
    expect(left).toEqual({ used: 0, redeemed: 0 });
  });
});

it('what is done to a coupon is written down and can be taken back', async () => {
  const { id } = await make('HISTORY', { usage_limit: 9 });
  const redemptions = postgresRedemptions(database.db);
  await redemptions.redeem(store.id, anOrder('h', ['HISTORY'], 'ann'));
  await call(`/${id}`, { method: 'PATCH', ifMatch: '"1"', body: { title: 'New', usage_limit: 9 } });
  const auditLog = postgresAuditLog(database.db);
  const newest = async () => {
    const { entries } = await auditLog.page({ storeId: store.id, thing: 'coupon', limit: 1 });
    return entries[0]!;
  };
  const changed = await newest();
  expect(changed).toMatchObject({
    action: 'coupon.change',
    subject: { id, name: 'HISTORY', version: 2 },
    before: { title: 'About HISTORY' },
    after: { title: 'New' },
  });
  const editor = postgresCouponEditor(database.db, admin.clock);
  const targets = undoCoupons(editor);
  const by = { actor: { kind: 'system', name: 'test' }, undoes: changed.id } as const;
  await targets['coupon.change']!(changed, by);
  expect(await editor.get(store.id, id)).toMatchObject({ title: 'About HISTORY', version: 3 });

  expect((await call(`/${id}`, { method: 'DELETE', ifMatch: '"3"' })).status).toBe(204);
  await targets['coupon.delete']!(await newest(), by);
  const { coupons } = await editor.list(store.id, { text: 'HISTORY', limit: 2 });
  expect(coupons).toMatchObject([{ title: 'About HISTORY', times_used: 1, usage_limit: 9 }]);
  // Cancelling gives back what was used of the coupon that it was.
  await redemptions.cancel(store.id, 'h');
  expect(await editor.get(store.id, coupons[0]!.id)).toMatchObject({ times_used: 0 });
});
