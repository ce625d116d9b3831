import { describe, expect, it } from 'vitest';
import { publicProactive } from '../../../server/http/public-proactive.ts';
import { Proactive, PublicProactive } from '../../../shared/proactive.ts';

const LOCALES = ['en-GB', 'vi', 'zh-Hans', 'zh-Hant', 'zh-TW', 'pt-BR', 'sv'];

const texts = LOCALES.map((locale) => ({ locale, text: 'Hej' }));
const rule = { trigger: { on: 'exit' as const }, cart: 'any' as const, pages: [], texts };
const proactive: Proactive = { enabled: true, days: 7, rules: [rule] };

describe('proactive messages, as widgets get them', () => {
  it('are none where they are off, or there is no rule', () => {
    expect(publicProactive({ ...proactive, enabled: false })).toBeUndefined();
    expect(publicProactive({ ...proactive, rules: [] })).toBeUndefined();
  });

  it('bring the name of the button that closes them, in the language of each text', () => {
    const shown = PublicProactive.parse(publicProactive(proactive));
    expect(shown.rules[0]?.texts.map(({ close }) => close)).toEqual([
      ...['Close', 'Đóng', '关闭', '關閉', '關閉', 'Fechar', 'Close'],
    ]);
  });
});

describe('a rule', () => {
  it.each([
    ['no text', { texts: [] }],
    ['a text of spaces', { texts: [{ locale: 'en', text: ' ' }] }],
    ['a language twice', { texts: ['en', 'EN'].map((locale) => ({ locale, text: 'Hi' })) }],
    ['what is no language', { texts: [{ locale: '"><b>', text: 'Hi' }] }],
    ['a page of another site', { pages: ['https://evil.example/'] }],
    ['a time without seconds', { trigger: { on: 'time' } }],
    ['less than a second', { trigger: { on: 'time', seconds: 0.5 } }],
    ['more than all of the page', { trigger: { on: 'scroll', percent: 101 } }],
  ])('with %s is refused', (_, change) => {
    const rules = [{ ...rule, ...change }];
    expect(Proactive.safeParse({ ...proactive, rules }).success).toBe(false);
  });
});
