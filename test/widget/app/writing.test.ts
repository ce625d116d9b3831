import { describe, expect, it } from 'vitest';
import { SENTENCES } from '../../../server/words/sentence.ts';
import { SHOPPER_LANGUAGES, type ShopperLanguage } from '../../../shared/language.ts';
import { loadWords } from '../../../widget/app/languages.ts';

/** All that shoppers read in one language: the panel's words, and what the server says. */
async function textsIn(language: ShopperLanguage): Promise<string[]> {
  return [...Object.values(await loadWords(language)), ...Object.values(SENTENCES[language])];
}

async function findingsIn(language: ShopperLanguage, mistake: RegExp): Promise<string[]> {
  return (await textsIn(language)).filter((text) => mistake.test(text));
}

const count = (text: string, sign: string) => text.split(sign).length;

/** Signs that a language does not write as English does. */
const SIGNS: [ShopperLanguage, string, RegExp][] = [
  ['fr', 'a sign of two parts without its narrow space that does not break', /[^\u202f][!?;:]/],
  ['zh-Hans', 'a half-width sign', /[,!?;:()"]|\.(?!\w)/],
  ['zh-Hant', 'a half-width sign', /[,!?;:()"]|\.(?!\w)/],
  ['ja', 'a half-width sign', /[,!?;:()"]|\.(?!\w)/],
  ['th', 'a full stop or a question mark', /[.?]/],
  ['ar', 'a comma, semicolon or question mark of another script', /[,;?]/],
];

/** Words of another register, or of another country, than the one that the language keeps to. */
const STRANGERS: [ShopperLanguage, string, RegExp][] = [
  ['de', '“du”', /(?<!\p{L})(du|dich|dir|dein\p{L}*)(?!\p{L})/iu],
  ['fr', '“tu”', /(?<!\p{L})(tu|te|toi|ton|ta|tes)(?!\p{L})/iu],
  ['es', '“usted”', /\b(usted|ustedes|inténtelo|vuelva a)\b/i],
  ['id', '“kamu”', /\bkamu\b/i],
  ['ru', '“ты”', /(?<!\p{L})(ты|тебя|тебе|твой|твои)(?!\p{L})/iu],
  ['zh-Hans', '“你”', /你/],
  ['zh-Hant', 'words of the mainland', /你|信息|消息|網絡|優惠券|屏幕|保存|加載/],
  ['pt-BR', 'words of Portugal', /\b(ecrã|ficheiro|telemóvel|guardar|utilizador|equipa)\b/i],
];

describe.each(SHOPPER_LANGUAGES)('what shoppers read in %s', (language) => {
  it('has the signs of print, and no space too many', async () => {
    expect(await findingsIn(language, /\.\.\.|['"]|\s\s|^\s|\s$/)).toEqual([]);
  });

  it('has forms for the counts that the language tells apart, and for no others', async () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const forms = Object.keys(await loadWords(language)).flatMap(
      (name) => name.split('_')[1] ?? [],
    );
    expect(pluralCategories).toEqual(expect.arrayContaining(forms));
  });
});

describe('what shoppers read', () => {
  it.each([...SIGNS, ...STRANGERS])('in %s has nowhere %s', async (language, _, mistake) => {
    expect(await findingsIn(language, mistake)).toEqual([]);
  });

  it('in Spanish opens each question and exclamation that it closes', async () => {
    for (const text of await textsIn('es')) {
      expect(count(text, '¿'), text).toBe(count(text, '?'));
      expect(count(text, '¡'), text).toBe(count(text, '!'));
    }
  });

  it('in Russian has all the forms that whole numbers need', async () => {
    const words = await loadWords('ru');
    for (const name of ['unread', 'choices', 'failedRateLimitedFor'] as const) {
      const forms = [words[`${name}_one`], words[`${name}_few`], words[`${name}_many`]];
      expect(new Set(forms).size, name).toBe(3);
    }
  });
});
