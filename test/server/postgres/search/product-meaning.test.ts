import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embedProducts } from '../../../../server/model/meaning/embed-products.ts';
import { nearProducts } from '../../../../server/model/meaning/near-products.ts';
import { storeVectors } from '../../../../server/model/meaning/store-vectors.ts';
import { openaiEmbeddingClient } from '../../../../server/model/wire/openai-embedding-client.ts';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import { postgresProductVectors } from '../../../../server/postgres/search/product-vectors.ts';
import {
  DIMENSIONS,
  fakeEmbeddings,
  jsonAnswer,
  vectorsAnswer,
} from '../../../fakes/fake-embeddings.ts';
import { FakeLlmServer } from '../../../fakes/fake-llm-server.ts';
import { insertStore } from '../../../support/insert-store.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

const PUBLIC_URL = 'https://aisle.example';
const CONCEPTS = [['thermos', 'flask', 'piping', 'hot', 'beverage']];
const signal = () => new AbortController().signal;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const FILLERS = Array.from({ length: 30 }, (_, place) =>
  makeProduct({
    handle: `tool-${place}`,
    title: `Garden tool ${'abcdefghij'[place % 10]}${place}`,
  }),
);

/** A store whose products have vectors that say what `server` says. */
async function aShop(server: FakeLlmServer) {
  const storeId = await insertStore(database);
  const plain = postgresCatalog(database.patient, { publicUrl: PUBLIC_URL });
  await plain.upsert(storeId, [
    makeProduct({ handle: 'thermos', title: 'Steel Thermos' }),
    makeProduct({ handle: 'warm-socks', title: 'Warm socks for hikers' }),
    makeProduct({ handle: 'socks', title: 'Socks' }),
    ...FILLERS,
  ]);
  const client = openaiEmbeddingClient(
    { baseUrl: server.baseUrl, model: `fake-${storeId}` },
    { timeoutMs: 2_000 },
  );
  const vectors = postgresProductVectors(database.db);
  const tooLarge: unknown[] = [];
  const open = (memoryBytes: number) => {
    const stores = storeVectors({
      vectors,
      space: client.space,
      memoryBytes,
      onTooLarge: (facts) => tooLarge.push(facts),
      onError: (error) => {
        throw error;
      },
    });
    const near = nearProducts({ client, stores, deadlineMs: 2_000, onOutcome: () => {} });
    return {
      stores,
      catalog: postgresCatalog(database.db, { publicUrl: PUBLIC_URL, meaning: near }),
    };
  };
  const find = async (catalog: typeof plain, text: string) => {
    const { products } = await catalog.search(storeId, { text, limit: 50 });
    return products.map(({ handle }) => handle);
  };
  return { storeId, plain, client, vectors, open, find, tooLarge };
}

const inStore = (storeId: string) => database.sql`
  select p.handle, e.vector is not null as made, e.embedded = e.revision as done
  from product_embedding e join product p on p.id = e.product_id where p.store_id = ${storeId}`;

describe('the job', () => {
  test('makes what is missing, asks again only for what changed, and shares the work', async () => {
    await using server = await fakeEmbeddings();
    const { storeId, plain, client, vectors } = await aShop(server);
    const deps = { vectors, client };
    const made = await Promise.all([embedProducts(deps, signal()), embedProducts(deps, signal())]);
    expect(made[0]! + made[1]!).toBeGreaterThanOrEqual(33);
    expect((await inStore(storeId)).filter(({ made, done }) => made && done)).toHaveLength(33);
    const sent = server.requests.flatMap(({ body }) => (body as { input: string[] }).input);
    expect(sent.filter((text) => text.includes('Steel Thermos'))).toHaveLength(1);

    const before = server.requests.length;
    await plain.upsert(storeId, [
      makeProduct({ handle: 'thermos', title: 'Copper Thermos' }),
      makeProduct({ handle: 'socks', title: 'Socks', price: 9_999 }),
    ]);
    await embedProducts(deps, signal());
    const asked = server.requests
      .slice(before)
      .flatMap(({ body }) => (body as { input: string[] }).input);
    expect(asked).toEqual([expect.stringContaining('Copper Thermos')]);
  });

  test('leaves out the one text that the model refuses, and throws when it refuses all', async () => {
    const refusal = jsonAnswer(400, { error: { message: 'input is not valid' } });
    await using server = await FakeLlmServer.answering(({ body }) => {
      const { input } = body as { input: string[] };
      if (input.some((text) => text.includes('Steel Thermos'))) return refusal;
      return vectorsAnswer(input.map(() => new Array(DIMENSIONS).fill(1)));
    });
    const shop = await aShop(server);
    await embedProducts(shop, signal());
    const rows = await inStore(shop.storeId);
    expect(rows.filter(({ made }) => !made).map(({ handle }) => handle)).toEqual(['thermos']);
    expect(rows.every(({ done }) => done)).toBe(true);

    await using refusing = await FakeLlmServer.answering(() => refusal);
    const other = await aShop(refusing);
    await expect(embedProducts(other, signal())).rejects.toMatchObject({ name: 'ModelFailure' });
    expect((await inStore(other.storeId)).some(({ done }) => done)).toBe(false);
  });

  test('goes on where a killed process left off, when its time is over', async () => {
    await using server = await fakeEmbeddings();
    const { storeId, client, vectors } = await aShop(server);
    while ((await vectors.claim(client.space, 64)).length > 0);
    await embedProducts({ vectors, client }, signal());
    expect((await inStore(storeId)).some(({ made }) => made)).toBe(false);
    await database.sql`update product_embedding set claimed_until = now() - interval '1 second'`;
    await embedProducts({ vectors, client }, signal());
    expect((await inStore(storeId)).every(({ made }) => made)).toBe(true);
  });
});

describe('a search', () => {
  test('finds what has none of its words, and keeps what has all of them first', async () => {
    await using server = await fakeEmbeddings(CONCEPTS);
    const { storeId, plain, open, find, ...deps } = await aShop(server);
    await embedProducts(deps, signal());
    const { catalog, stores } = open(1_000_000);
    expect(await find(plain, 'piping beverage')).toEqual([]);
    await find(catalog, 'piping beverage');
    await stores.settled();
    expect(await find(catalog, 'piping beverage')).toEqual(['thermos']);
    const bywords = await find(plain, 'warm socks');
    const both = await find(catalog, 'warm socks');
    expect(both.slice(0, 1)).toEqual(bywords.slice(0, 1));
    expect(new Set(both)).toEqual(new Set([...both, ...bywords]));

    await plain.upsert(storeId, [makeProduct({ handle: 'thermos', title: 'Steel bucket' })]);
    const filtered = await catalog.search(storeId, {
      text: 'piping beverage',
      maxPrice: 1,
      limit: 5,
    });
    expect(filtered.products).toEqual([]);
  });

  test('keeps the order by words of strong hits, whatever vectors say', async () => {
    await using server = await FakeLlmServer.answering(({ body }) => {
      const { input } = body as { input: string[] };
      // Nonsense: to "socks" a garden tool is near, and socks are the furthest of all.
      const towards = (text: string) =>
        /tool a0|^socks$/.test(text) ? 1 : text.includes('ocks') ? 0 : 0.02;
      return vectorsAnswer(input.map((text) => [towards(text), 0.2, ...new Array(6).fill(0)]));
    });
    const { plain, open, find, ...deps } = await aShop(server);
    await embedProducts(deps, signal());
    const { catalog, stores } = open(1_000_000);
    await find(catalog, 'socks');
    await stores.settled();
    const byWords = await find(plain, 'socks');
    const both = await find(catalog, 'socks');
    expect(byWords.length).toBeGreaterThan(1);
    expect(both.slice(0, byWords.length)).toEqual(byWords);
    expect(both.length).toBeGreaterThan(byWords.length);
  });

  test('goes by words alone when the vectors of a store do not fit into memory', async () => {
    await using server = await fakeEmbeddings(CONCEPTS);
    const { plain, open, find, tooLarge, ...deps } = await aShop(server);
    await embedProducts(deps, signal());
    const { catalog, stores } = open(100);
    await find(catalog, 'socks');
    await stores.settled();
    expect(tooLarge).toEqual([expect.objectContaining({ products: 33, dimensions: DIMENSIONS })]);
    expect(await find(catalog, 'socks')).toEqual(await find(plain, 'socks'));
  });
});
