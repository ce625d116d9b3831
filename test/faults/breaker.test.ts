import { describe, expect, it } from 'vitest';
import { refusing, saying } from '../fakes/fake-llm-server.ts';
import { type FaultyShop, openFaultyShop, type Told } from './faulty-shop.ts';

const OPEN_MS = 2_000;
const SETTINGS = {
  MODEL_BREAKER_FAILURES: '5',
  MODEL_BREAKER_OPEN_MS: String(OPEN_MS),
  MODEL_MAX_TRIES: '1',
};

/** UPS-09. */
describe('a provider that fails 20 times in a row', () => {
  it('is asked five times, left alone for a while, tried once and then asked again', async () => {
    await using shop = await openFaultyShop(SETTINGS);
    const told = [...(await askInTurn(shop, 5)), ...(await askAtOnce(shop, 15))];
    expect(new Set(told.map(({ notice }) => notice?.code))).toEqual(new Set(['model_overloaded']));
    expect(shop.requests('500')).toHaveLength(5);

    const others = await Promise.all(
      ['/v1/store?key=demo-outdoor', '/v1/products?store=demo-outdoor&limit=1', '/livez'].map(
        (path) => fetch(shop.aisle.url + path),
      ),
    );
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);

    await pause(OPEN_MS);
    expect((await shop.ask('Better?')).text).toBe('Better?');
    expect((await shop.ask('For good?')).text).toBe('For good?');
  });

  it('is left alone again when the trial fails', async () => {
    await using shop = await openFaultyShop(SETTINGS);
    await askInTurn(shop, 5);
    await pause(OPEN_MS);
    await askInTurn(shop, 1);
    await askAtOnce(shop, 5);
    expect(shop.requests('500')).toHaveLength(6);
  });

  it('is tried by one question alone', async () => {
    await using shop = await openFaultyShop(SETTINGS);
    await askInTurn(shop, 5);
    await pause(OPEN_MS);
    const slowly = [{ waitMs: 300 }, ...refusing(500, { message: 'Still broken.' })];
    const trials = [shop.plan(slowly, saying('a')), shop.plan(slowly, saying('b'))];
    await Promise.all(trials.map((question) => shop.ask(question)));
    expect(trials.flatMap(shop.requests)).toHaveLength(1);
  });

  it('is not asked once more for a question that opened the breaker', async () => {
    await using shop = await openFaultyShop({
      MODEL_BREAKER_FAILURES: '2',
      MODEL_BREAKER_OPEN_MS: '60000',
    });
    const told = await shop.ask('500');
    expect(told.notice?.code).toBe('model_overloaded');
    expect(told.requests).toHaveLength(2);
  });
});

async function askInTurn(shop: FaultyShop, times: number): Promise<Told[]> {
  const told: Told[] = [];
  while (told.length < times) told.push(await shop.ask('500'));
  return told;
}

function askAtOnce(shop: FaultyShop, times: number): Promise<Told[]> {
  return Promise.all(Array.from({ length: times }, () => shop.ask('500')));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
