import { beforeEach, describe, expect, it } from 'vitest';
import { allowedOrigins } from '../../../server/http/allowed-origins.ts';
import { aStore } from '../../fixtures/store.ts';

const store = aStore({ allowedOrigins: ['https://shop.example'] });
const stores = {
  byKey: async () => store,
  get: async () => store,
  list: async () => [store],
  create: async () => store,
};
let noted: string[] = [];
const refused = {
  note: (storeId: string, origin: string) => void noted.push(`${storeId} ${origin}`),
};
const origins = allowedOrigins(stores, 'http://localhost:3000', refused);
beforeEach(() => {
  noted = [];
});

describe('allowed origins', () => {
  it.each(['https://shop.example', 'http://localhost:3000', 'http://127.0.0.1:3000', undefined])(
    'lets %s in',
    async (origin) => {
      expect(() => origins.require(origin, store)).not.toThrow();
      if (origin) expect(await origins.allowedAnywhere(origin)).toBe(true);
    },
  );

  it.each([
    'https://shop.example.evil.test',
    'https://evilshop.example',
    'http://shop.example',
    'https://shop.example:444',
    'https://SHOP.example',
    'null',
    '',
    'file://',
    'http://localhost:3001',
  ])('refuses %j', async (origin) => {
    expect(() => origins.require(origin, store)).toThrow(
      expect.objectContaining({ code: 'origin_not_allowed' }),
    );
    expect(await origins.allowedAnywhere(origin)).toBe(false);
  });

  it('takes no address for our own but the public one in production', () => {
    const production = allowedOrigins(stores, 'https://aisle.example', refused);
    expect(() => production.require('http://localhost:3000', store)).toThrow();
    expect(() => production.require('https://aisle.example', store)).not.toThrow();
  });

  it('notes for the store which pages were refused, and those that only load its widget', async () => {
    expect(() => origins.require('http://localhost:5173', store)).toThrow();
    await origins.noteForeign('https://new.example', store.key);
    await origins.noteForeign('https://new.example', undefined);
    origins.noteVisit('https://blog.example/post?id=1', store);
    expect(noted).toEqual([
      `${store.id} http://localhost:5173`,
      `${store.id} https://new.example`,
      `${store.id} https://blog.example`,
    ]);
  });

  it('notes no page that is allowed, and nothing that is no page', () => {
    for (const page of [
      'https://shop.example/tents',
      'http://localhost:3000/',
      undefined,
      '',
      '/x',
    ])
      origins.noteVisit(page, store);
    expect(noted).toEqual([]);
  });
});
