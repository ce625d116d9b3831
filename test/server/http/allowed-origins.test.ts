import { describe, expect, it } from 'vitest';
import { allowedOrigins } from '../../../server/http/allowed-origins.ts';
import { aStore } from '../../fixtures/store.ts';

const store = aStore({ allowedOrigins: ['https://shop.example'] });
const stores = {
  byKey: async () => store,
  get: async () => store,
  list: async () => [store],
  create: async () => store,
};
const origins = allowedOrigins(stores, 'http://localhost:3000');

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
    const production = allowedOrigins(stores, 'https://aisle.example');
    expect(() => production.require('http://localhost:3000', store)).toThrow();
    expect(() => production.require('https://aisle.example', store)).not.toThrow();
  });
});
