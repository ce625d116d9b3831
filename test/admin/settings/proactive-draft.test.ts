import { describe, expect, it } from 'vitest';
import {
  newRule,
  proactiveDraftOf,
  type RuleDraft,
  readProactiveDraft,
} from '../../../admin/settings/proactive-draft.ts';
import { Proactive } from '../../../shared/proactive.ts';

const stored: Proactive = {
  enabled: true,
  days: 14,
  rules: [
    {
      trigger: { on: 'time', seconds: 45 },
      cart: 'filled',
      pages: ['/cart', '/products/*'],
      texts: [
        { locale: 'en', text: 'Can I help?' },
        { locale: 'vi', text: 'Mình giúp nhé?' },
      ],
    },
    {
      trigger: { on: 'exit' },
      cart: 'any',
      pages: [],
      texts: [{ locale: 'en', text: 'One more question?' }],
    },
  ],
};
const rule = (changes: Partial<RuleDraft>) => {
  const texts = [{ locale: 'en', text: 'Hello' }];
  const draft = { ...newRule('en-US'), texts, ...changes };
  return readProactiveDraft({ enabled: true, days: '7', rules: [draft] });
};

describe('the form of proactive messages', () => {
  it('gives back what is stored, to the letter', () => {
    const { value } = readProactiveDraft(proactiveDraftOf(stored));
    expect(JSON.stringify(value)).toBe(JSON.stringify(stored));
    expect(Proactive.parse(value)).toEqual(stored);
  });

  it('begins in the language of the store', () => {
    const locales = ['vi-VN', 'pt-BR', 'sv-SE'].map((locale) => newRule(locale).texts[0]?.locale);
    expect(locales).toEqual(['vi', 'pt-BR', 'sv-SE']);
  });

  it.each<[Partial<RuleDraft>, object]>([
    [{ seconds: '0' }, { seconds: true }],
    [{ seconds: '3601' }, { seconds: true }],
    [{ on: 'scroll', percent: '101' }, { percent: true }],
    [{ on: 'scroll', percent: 'half' }, { percent: true }],
    [{ pages: '/cart\nproducts' }, { page: 'products' }],
    [{ pages: '/cart?x' }, { page: '/cart?x' }],
    [{ pages: Array(21).fill('/a').join('\n') }, { page: '/a' }],
    [{ texts: [{ locale: 'en', text: ' ' }] }, { texts: 'none' }],
    [{ texts: ['1', '2'].map((text) => ({ locale: 'en', text })) }, { texts: 'twice' }],
  ])('names the mistake in %o', (changes, mistakes) => {
    expect(rule(changes)).toMatchObject({ value: undefined, rules: [mistakes] });
  });

  it.each(['0', '366', '1.5', ''])('shows that %s is no number of days', (days) => {
    expect(readProactiveDraft({ enabled: false, days, rules: [] })).toMatchObject({
      value: undefined,
      days: true,
    });
  });

  it('forgets what was typed for another kind of rule, and lines that stayed empty', () => {
    const texts = ['Hello', ''].map((text, index) => ({ locale: ['en', 'vi'][index] ?? '', text }));
    expect(rule({ on: 'exit', seconds: 'many', texts }).value?.rules).toEqual([
      {
        trigger: { on: 'exit' },
        cart: 'any',
        pages: [],
        texts: [{ locale: 'en', text: 'Hello' }],
      },
    ]);
  });
});
