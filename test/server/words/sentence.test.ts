import { describe, expect, it } from 'vitest';
import { en, type SentenceName } from '../../../server/words/en.ts';
import { SENTENCES, sentence } from '../../../server/words/sentence.ts';
import { adminLanguageOf, SHOPPER_LANGUAGES, shopperLanguageOf } from '../../../shared/language.ts';

const NAMES = Object.keys(en) as SentenceName[];
const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each(SHOPPER_LANGUAGES)('what the server says in %s', (language) => {
  it('is all there, and has a place for everything that English has', () => {
    for (const name of NAMES) {
      expect(SENTENCES[language][name].trim(), name).not.toBe('');
      expect(holes(SENTENCES[language][name]), name).toEqual(holes(en[name]));
    }
  });

  it('is written in no other language', () => {
    const strangers = NAMES.filter((name) =>
      SHOPPER_LANGUAGES.some(
        (other) => other !== language && SENTENCES[other][name] === SENTENCES[language][name],
      ),
    );
    // Both ways to write Chinese have these characters.
    expect(
      strangers.filter((name) => !language.startsWith('zh') || name !== 'couponGiven'),
    ).toEqual([]);
  });
});

describe('a sentence', () => {
  it('has its names filled in as its language writes numbers and lists', () => {
    expect(sentence('inLine', 'de-AT', { place: 1_200 })).toContain('1.200');
    const codes = ['SUMMER', 'VIP'];
    expect(sentence('couponAlone', 'es', { code: 'A', codes })).toBe(
      'El cupón A no se puede combinar con SUMMER y VIP.',
    );
  });

  it('joins a list in English where there are words for English only', () => {
    const codes = ['SUMMER', 'VIP'];
    expect(sentence('couponAlone', 'pl', { code: 'A', codes })).toContain('SUMMER and VIP');
  });

  it('keeps a code in its order where lines run from right to left', () => {
    expect(sentence('couponGiven', 'ar', { code: '-10%OFF' })).toContain('\u2068-10%OFF\u2069');
  });
});

describe('the language of a shopper', () => {
  it.each([
    ['pt-PT', 'pt-BR'],
    ['zh', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh_HK', 'zh-Hant'],
    ['vi_VN', 'vi'],
    ['AR-eg', 'ar'],
    ['pl', 'en'],
    ['', 'en'],
    ['not a tag', 'en'],
  ])('with the locale “%s” is %s', (locale, language) => {
    expect(shopperLanguageOf(locale)).toBe(language);
  });

  it('is English or Vietnamese for a merchant', () => {
    expect(['vi-VN', 'ja', 'en-GB'].map(adminLanguageOf)).toEqual(['vi', 'en', 'en']);
  });
});
