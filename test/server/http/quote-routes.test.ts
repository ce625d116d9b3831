import { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StoreEnv } from '../../../server/http/app-env.ts';
import { problemFromError } from '../../../server/http/problem-response.ts';
import { quoteRoutes } from '../../../server/http/quote-routes.ts';
import { CouponInput } from '../../../server/shop/coupon.ts';
import { Problem } from '../../../shared/problem.ts';
import { Quote, VerifiedQuote } from '../../../shared/quote.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { FakeCoupons } from '../../fakes/fake-coupons.ts';
import { aStore } from '../../fixtures/store.ts';
import { makeProduct } from '../../support/make-product.ts';
import { quoteDeps } from '../../support/quote-deps.ts';

const STORE = aStore({ currency: 'USD', locale: 'en-US' });
const NOW = new Date('2026-06-15T12:00:00Z');

/** Somebody who has used ONCE, and has ordered before. */
const ANN = { visitorId: 'visitor-ann', customerRef: 'ann' };

let catalog: FakeCatalog;
let coupons: FakeCoupons;
let shopper: StoreEnv['Variables']['shopper'];
let network: string;
let asked: string[];
let app: Hono<StoreEnv>;

const coupon = (code: string, rule: object = {}) =>
  CouponInput.parse({
    code,
    title: code,
    discount: { kind: 'percent', basisPoints: 1_000 },
    ...rule,
  });

beforeEach(async () => {
  shopper = {};
  network = 'home';
  asked = [];
  catalog = new FakeCatalog({ currency: 'USD' });
  coupons = new FakeCoupons();
  await catalog.upsert(STORE.id, [makeProduct({ handle: 'tent', price: 10_000, stock: 9 })]);
  await coupons.upsert(STORE.id, [
    coupon('TEN', { combinable: true }),
    coupon('FIVE', { discount: { kind: 'amount', amount: 500 }, combinable: true }),
    coupon('EARLY', { startsAt: '2030-01-01T00:00:00Z' }),
    coupon('SPENT', { usageLimit: 1, timesUsed: 1 }),
    coupon('OFF', { active: false }),
    coupon('ONCE', { perCustomerLimit: 1 }),
    coupon('FIRST', { firstOrderOnly: true }),
  ]);
  const { id } = (await coupons.find(STORE.id, 'ONCE'))!;
  coupons.customers.set('ann', { orders: 3, redemptions: { [id]: 1 } });
  const deps = quoteDeps({ catalog, coupons, clock: { now: () => NOW } });
  app = new Hono<StoreEnv>();
  app.use(async (context, next) => {
    context.set('store', STORE);
    context.set('shopper', shopper);
    await next();
  });
  app.route(
    '/',
    quoteRoutes({
      quote: {
        ...deps,
        guesses: noted('guesses', deps.guesses),
        coupons: noted('coupons', coupons),
      },
      stores: { get: async (id) => (id === STORE.id ? STORE : undefined) },
      origins: { require: () => {} },
      networkOf: () => network,
    }),
  );
  app.onError((error, context) =>
    problemFromError(context, error, (bug) => {
      throw bug;
    }),
  );
});

/** Writes down which methods are called. */
function noted<T extends object>(name: string, port: T): T {
  return new Proxy(port, {
    get(target, method) {
      const value = Reflect.get(target, method);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        asked.push(`${name}.${String(method)}`);
        return value.apply(target, args);
      };
    },
  });
}

async function post(path: string, body: unknown) {
  const response = await app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const items = [{ product_id: 'tent', quantity: 1 }];
const quote = (fields: object) => post('/v1/quotes', { items, ...fields });

describe('POST /v1/quotes', () => {
  test('takes several codes, whichever field they come in', async () => {
    const { body } = await quote({ coupon_code: 'five', coupon_codes: ['TEN', 'nope'] });
    expect(Quote.parse(body)).toMatchObject({
      total: 8_500,
      discounts: {
        codes: ['FIVE', 'TEN', 'NOPE'],
        applied: [{ code: 'TEN' }, { code: 'FIVE' }],
      },
      messages: [{ code: 'discount_code_invalid', path: '$.discounts.codes[2]' }],
      quote_id: expect.any(String),
      token: expect.any(String),
    });
    const six = ['a', 'b', 'c', 'd', 'e'];
    expect((await quote({ coupon_code: 'f', coupon_codes: six })).status).toBe(400);
  });

  test.each([
    { price: 1 },
    { total: 1 },
    { discount: 1 },
    { currency: 'EUR' },
    { items: [{ product_id: 'tent', unit_price: 1 }] },
  ])('refuses to be told %j', async (fields) => {
    const { status, body } = await quote(fields);
    expect([status, Problem.parse(body).code]).toEqual([400, 'unknown_field']);
  });

  test.each([-1, 0, 0.5, 1_000, 1e9, 2 ** 31, 2 ** 53, '1e3', null])(
    'refuses a quantity of %s',
    async (quantity) => {
      const { status } = await quote({ items: [{ product_id: 'tent', quantity }] });
      expect(status).toBe(400);
    },
  );

  test('explains itself in the language that is asked for', async () => {
    const said = async (locale?: string) =>
      (await quote({ coupon_code: 'NOPE', locale })).body.messages[0].content;
    expect(await said('vi')).toBe(
      'Không dùng được mã NOPE: mã không tồn tại, đã hết hạn hoặc đã hết lượt.',
    );
    expect(await said()).toBe(await said('not a locale'));
  });
});

describe('a wrong code', () => {
  const WRONG = ['NOTHING', 'EARLY', 'SPENT', 'OFF', 'ONCE', 'FIRST'];

  test('looks like every other one, and asks for the same', async () => {
    const answers = [];
    for (const code of WRONG) {
      asked = [];
      shopper = { ...ANN, visitorId: code };
      network = code;
      const { status, body } = await quote({ coupon_code: code });
      const { quote_id: _, token: __, ...shown } = body;
      answers.push({
        status,
        asked,
        shown: JSON.parse(JSON.stringify(shown).replaceAll(code, 'CODE')),
      });
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]!.asked).toEqual(['guesses.begin', 'coupons.lookUp']);
  });

  test('may be tried ten times an hour, then right ones are refused too', async () => {
    shopper = ANN;
    for (let index = 0; index < 20; index += 1) {
      network = `network ${index}`;
      const { status } = await quote({ coupon_code: 'TEN' });
      expect(status).toBe(200);
    }
    for (let index = 0; index < 10; index += 1) {
      expect((await quote({ coupon_code: `guess${index}` })).status).toBe(200);
    }
    const { status, headers, body } = await quote({ coupon_code: 'TEN' });
    expect([status, Problem.parse(body).code]).toEqual([429, 'rate_limited']);
    expect(headers.get('retry-after')).toBe('3600');
    expect((await quote({})).status).toBe(200);
  });

  test('does not count when the cart itself is wrong', async () => {
    shopper = ANN;
    for (let index = 0; index < 20; index += 1) {
      const cart = { items: [{ product_id: 'nothing' }], coupon_code: `guess${index}` };
      expect((await quote(cart)).status).toBe(404);
    }
    expect((await quote({ coupon_code: 'TEN' })).status).toBe(200);
  });
});

describe('POST /v1/quotes/verify', () => {
  const verify = (body: unknown, query = '') => post(`/v1/quotes/verify${query}`, body);

  test('says that a quote stands, or gives the new one', async () => {
    const { body: first } = await quote({ coupon_code: 'TEN' });
    const valid = await verify({ token: first.token });
    expect(valid.status).toBe(200);
    expect(VerifiedQuote.parse(valid.body).quote).toEqual(first);
    await coupons.upsert(STORE.id, [coupon('TEN', { active: false })]);
    const changed = await verify({ token: first.token });
    const problem = Problem.parse(changed.body);
    expect([changed.status, problem.code, problem.quote?.total]).toEqual([
      409,
      'quote_changed',
      10_000,
    ]);
    expect((await verify({ token: problem.quote?.token })).status).toBe(200);
  });

  test('takes only quotes of the store that is named, if one is', async () => {
    const { body } = await quote({});
    expect((await verify({ token: body.token }, `?store=${STORE.key}`)).status).toBe(200);
    expect((await verify({ token: body.token }, '?store=other')).status).toBe(400);
  });

  test.each([
    {},
    { token: '' },
    { token: 'abc' },
    { token: 'a.b.c' },
    { token: `${'a'.repeat(70_000)}.b.c` },
  ])('refuses what is no token: %#', async (body) => {
    expect((await verify(body)).status).toBe(400);
  });

  test('refuses more than a token', async () => {
    const { body } = await quote({});
    const answer = await verify({ token: body.token, total: 1 });
    expect(Problem.parse(answer.body).code).toBe('unknown_field');
  });
});
