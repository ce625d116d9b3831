import { expect, test } from 'vitest';
import { rememberRefusedPages } from '../../../server/http/refused-pages.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const HOUR_MS = 3_600_000;

function remember() {
  let now = NOW;
  const pages = rememberRefusedPages({ now: () => new Date(now) });
  return {
    pages,
    origins: () => pages.of('store').map(({ origin }) => origin),
    passHours: (hours: number) => {
      now += hours * HOUR_MS;
    },
  };
}

test('the latest come first, each once, five of a store at most', () => {
  const { pages, origins } = remember();
  for (const n of [1, 2, 3, 4, 5, 6, 3]) pages.note('store', `https://${n}.example`);
  expect(origins()).toEqual([3, 6, 5, 4, 2].map((n) => `https://${n}.example`));
  expect(pages.of('another')).toEqual([]);
});

test('a day later they are forgotten', () => {
  const { pages, origins, passHours } = remember();
  pages.note('store', 'https://early.example');
  passHours(23);
  pages.note('store', 'https://late.example');
  expect(origins()).toEqual(['https://late.example', 'https://early.example']);
  passHours(2);
  expect(origins()).toEqual(['https://late.example']);
});

test.each(['null', 'file://', '', `https://${'x'.repeat(300)}.example`])(
  '%s is no page',
  (origin) => {
    const { pages, origins } = remember();
    pages.note('store', origin);
    expect(origins()).toEqual([]);
  },
);

test('of many stores the latest thousand are kept', () => {
  const { pages } = remember();
  for (let n = 0; n <= 1_000; n++) pages.note(`store ${n}`, 'https://shop.example');
  expect(pages.of('store 0')).toEqual([]);
  expect(pages.of('store 1')).toHaveLength(1);
});
