import { beforeEach, describe, expect, test } from 'vitest';
import { CouponInput } from '../../../server/shop/coupon.ts';
import { quoteCart } from '../../../server/shop/quote-cart.ts';
import { quoteTokens } from '../../../server/shop/quote-token.ts';
import { secretKey } from '../../../server/shop/secret-key.ts';
import { readQuote, verifyQuote } from '../../../server/shop/verify-quote.ts';
import { Quote, QuoteToken } from '../../../shared/quote.ts';
import { FakeCatalog } from '../../fakes/fake-catalog.ts';
import { FakeCoupons } from '../../fakes/fake-coupons.ts';
import { aStore } from '../../fixtures/store.ts';
import { makeProduct } from '../../support/make-product.ts';
import { QUOTE_LIFE_MS, quoteDeps } from '../../support/quote-deps.ts';

const STORE = aStore({ currency: 'USD', locale: 'en-US' });
const START = Date.parse('2026-06-15T12:00:00.700Z');
const TEN = CouponInput.parse({
  code: 'TEN',
  title: '10 % off',
  discount: { kind: 'percent', basisPoints: 1_000 },
  endsAt: '2026-06-15T12:10:00Z',
});

let now: number;
let catalog: FakeCatalog;
let coupons: FakeCoupons;
let deps: ReturnType<typeof quoteDeps>;
const stores = { get: async (id: string) => (id === STORE.id ? STORE : undefined) };

async function sell(price: number, stock = 5): Promise<void> {
  await catalog.upsert(STORE.id, [makeProduct({ handle: 'tent', price, stock })]);
}

beforeEach(async () => {
  now = START;
  catalog = new FakeCatalog({ currency: 'USD' });
  coupons = new FakeCoupons();
  deps = quoteDeps({ catalog, coupons, clock: { now: () => new Date(now) } });
  await sell(10_000);
  await coupons.upsert(STORE.id, [TEN]);
});

function quote(quantity = 2, customerRef?: string): Promise<Quote> {
  const items = [{ product_id: 'tent', quantity }];
  return quoteCart(deps, { store: STORE, customerRef }, { items, coupon_codes: ['ten', 'nope'] });
}

async function verify(token: string): Promise<Quote> {
  return verifyQuote({ ...deps, stores }, await readQuote({ ...deps, stores }, token));
}

describe('a signed quote', () => {
  test('says how long it is good for, and is valid until just before', async () => {
    const { token, expires_at, ...rest } = Quote.parse(await quote());
    expect(QuoteToken.safeParse(token).success).toBe(true);
    expect(expires_at).toBe('2026-06-15T12:30:00.000Z');
    expect(rest.total).toBe(18_000);
    await coupons.upsert(STORE.id, [{ ...TEN, endsAt: undefined }]);
    now = Date.parse(expires_at!) - 1;
    expect(await verify(token!)).toMatchObject({ quote_id: rest.quote_id, token, total: 18_000 });
    now += 1;
    await expect(verify(token!)).rejects.toMatchObject({ code: 'quote_expired' });
    expect(now - START).toBeLessThanOrEqual(QUOTE_LIFE_MS);
  });

  test.each<[string, () => unknown, number]>([
    ['a price', () => sell(11_000), 19_800],
    ['what is left', () => sell(10_000, 1), 18_000],
    [
      'a coupon',
      () => coupons.upsert(STORE.id, [{ ...TEN, discount: { kind: 'amount', amount: 1 } }]),
      19_999,
    ],
    ["a coupon's time", () => (now = Date.parse('2026-06-15T12:10:00Z')), 20_000],
  ])('is answered with a new one when %s is another', async (_, change, total) => {
    const { token } = await quote();
    await change();
    const error = await verify(token!).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'quote_changed', details: { quote: { total } } });
    expect(await verify(error.details.quote.token)).toMatchObject({ total });
  });

  test('is refused when what it is of was deleted', async () => {
    const { token } = await quote();
    catalog = new FakeCatalog({ currency: 'USD' });
    deps = { ...deps, catalog };
    await expect(verify(token!)).rejects.toMatchObject({ code: 'quote_changed' });
  });

  test('says whether so many can be bought', async () => {
    expect((await quote(5)).line_items[0]?.available).toBe(true);
    expect((await quote(6)).line_items[0]?.available).toBe(false);
  });
});

describe('a token', () => {
  const refused = async (token: string) =>
    expect(verify(token)).rejects.toMatchObject({ code: 'invalid_request' });

  test('with one other character is refused, wherever that is', async () => {
    const { token = '' } = await quote();
    const middle = (part: number) =>
      token.split('.').slice(0, part).join('.').length + (part ? 1 : 0) + 20;
    for (const place of [middle(0), middle(1), middle(2)]) {
      const other = token[place] === 'A' ? 'B' : 'A';
      await refused(token.slice(0, place) + other + token.slice(place + 1));
    }
  });

  test('that says another algorithm, another store or nothing is refused', async () => {
    const { token = '' } = await quote();
    const [head = '', payload = '', signature = ''] = token.split('.');
    const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const text = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    await refused(`${text({ ...json(head), alg: 'none' })}.${payload}.${signature}`);
    const elsewhere = { ...json(payload), aud: '01900000-0000-7000-8000-000000000002' };
    await refused(`${head}.${text(elsewhere)}.${signature}`);
    await refused(`${head}.${text({ ...json(payload), total: 1 })}.${signature}`);
    await refused('a.b.c');
  });

  test('of another key says that the keys differ', async () => {
    const { token = '' } = await quote();
    const other = {
      ...deps,
      tokens: quoteTokens(secretKey('another secret key, also long enough')),
    };
    await expect(readQuote({ ...other, stores }, token)).rejects.toThrow('SECRET_KEY');
  });

  test('of the largest cart there is is taken', async () => {
    const items = Array.from({ length: 100 }, () => ({ product_id: 'tent', quantity: 999 }));
    const { token } = await quoteCart(
      deps,
      { store: STORE, customerRef: 'x'.repeat(200) },
      { items, coupon_code: 'ten' },
    );
    expect(QuoteToken.safeParse(token).success).toBe(true);
    expect(token!.length).toBeLessThan(45_000);
  });
});
