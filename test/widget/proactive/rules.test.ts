import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDue, type Moment, matchesPage } from '../../../widget/proactive/rules.ts';
import { textFor } from '../../../widget/proactive/text-for.ts';

const any = { cart: 'any' as const, pages: [] };
const moment = (now: Partial<Moment> = {}): Moment => ({
  path: '/',
  seconds: 0,
  percent: 0,
  hasLeft: false,
  cart: undefined,
  ...now,
});

describe('a rule', () => {
  it.each([
    [{ on: 'time' as const, seconds: 30 }, { seconds: 29 }, { seconds: 30 }],
    [{ on: 'scroll' as const, percent: 50 }, { percent: 49.9 }, { percent: 50 }],
    [{ on: 'exit' as const }, { seconds: 900, percent: 100 }, { hasLeft: true }],
  ])('of %o is met at that, and not before', (trigger, before, at) => {
    expect(isDue({ ...any, trigger }, moment(before))).toBe(false);
    expect(isDue({ ...any, trigger }, moment(at))).toBe(true);
  });

  it.each([
    ['any', [true, true, true]],
    ['empty', [false, true, false]],
    ['filled', [false, false, true]],
  ] as const)('for a cart that is %s asks what the page told of it', (cart, met) => {
    const rule = { trigger: { on: 'exit' as const }, pages: [], cart };
    const carts = [undefined, 'empty', 'filled'] as const;
    expect(carts.map((told) => isDue(rule, moment({ hasLeft: true, cart: told })))).toEqual(met);
  });

  it('for some pages is met on one of them only', () => {
    const rule = { ...any, trigger: { on: 'exit' as const }, pages: ['/cart', '/products/*'] };
    const onPage = (path: string) => isDue(rule, moment({ hasLeft: true, path }));
    expect(['/cart/', '/products/tent'].map(onPage)).toEqual([true, true]);
    expect(['/', '/carts', '/en/products/tent'].map(onPage)).toEqual([false, false, false]);
  });
});

describe('the pattern of a page', () => {
  it.each([
    ['/*', '/', true],
    ['/*/cart', '/vi/cart', true],
    ['/a*a', '/a', false],
    ['/giày-*', '/gi%C3%A0y-da', true],
    ['/100%', '/100%', true],
    ['/a.c', '/abc', false],
    ['/a+', '/aa', false],
  ])('%s on %s: %s', (pattern, path, isMet) => expect(matchesPage(pattern, path)).toBe(isMet));

  it('means what a regular expression with .* means', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
    const address = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
    fc.assert(
      fc.property(text, address, (pattern, path) => {
        fc.pre(pattern.includes('*'));
        const oracle = new RegExp(`^/${pattern.replaceAll('*', '.*')}$`);
        expect(matchesPage(`/${pattern}`, `/${path}`)).toBe(oracle.test(`/${path}`));
      }),
      { numRuns: 300 },
    );
  });

  it('takes no longer for many asterisks', () => {
    expect(matchesPage(`/${'*a'.repeat(99)}b`, `/${'a'.repeat(2_000)}`)).toBe(false);
  });
});

describe('the text of a rule', () => {
  const texts = ['en', 'vi', 'pt-BR', 'zh-Hans', 'zh-Hant'].map((locale) => ({
    locale,
    text: locale,
    close: '',
  }));

  it.each([
    [['vi-VN'], 'vi'],
    [['pt-PT'], 'pt-BR'],
    [['zh-TW'], 'zh-Hant'],
    [['zh'], 'zh-Hans'],
    [[undefined, '', 'not a tag', 'ko', 'VI'], 'vi'],
    [['ko'], 'en'],
    [[], 'en'],
  ])('for %o is the one in %s', (wanted, locale) =>
    expect(textFor(texts, wanted).text).toBe(locale),
  );
});
