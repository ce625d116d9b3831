import { describe, expect, it } from 'vitest';
import { failureText } from '../../../widget/app/failure-text.ts';
import { labelsFrom } from '../../../widget/app/labels.ts';
import { loadWords, PANEL_LANGUAGES, speechFor } from '../../../widget/app/languages.ts';
import { en } from '../../../widget/app/words/en.ts';

/** Words that some languages share with English, and names of forms that only some have. */
const SAME = new Set([
  'conversation',
  'menu',
  'photo',
  'total',
  'table',
  'subtotal',
  'products',
  'view',
  'from',
]);

const namesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const plainName = (name: string) => name.replace(/_(zero|one|two|few|many|other)$/, '');

describe.each(PANEL_LANGUAGES)('the words in %s', (language) => {
  it('say something everywhere, and fill in what English fills in', async () => {
    const words = await loadWords(language);
    for (const [name, word] of Object.entries(words)) {
      expect(word.trim(), name).not.toBe('');
      const english = en[plainName(name) as keyof typeof en];
      const { length } = name;
      // "One new message" need not show its number.
      if (length === plainName(name).length) expect(namesIn(word), name).toEqual(namesIn(english));
    }
  });

  it('are their own', async () => {
    if (language === 'en') return;
    const words = await loadWords(language);
    const english = Object.entries(en).filter(
      ([name, word]) => words[name as keyof typeof words] === word && !SAME.has(name),
    );
    expect(english).toEqual([]);
  });

  it('have a form for every count', async () => {
    const labels = labelsFrom(await loadWords(language), { language });
    const counts = [1, 2, 3, 5, 11, 21, 100, 1_000_000];
    const said = new Set(counts.map((count) => labels.say('choices', { name: '', count })));
    expect(said.size).toBe(counts.length);
    for (const text of said) expect(text).not.toMatch(/[{}]/);
  });
});

describe('labels', () => {
  it('follow the plural rules of the language', async () => {
    const russian = labelsFrom(await loadWords('ru'), { language: 'ru' });
    expect([1, 2, 5, 21].map((count) => russian.say('unread', { count }))).toEqual([
      '1 новое сообщение',
      '2 новых сообщения',
      '5 новых сообщений',
      '21 новое сообщение',
    ]);
    const english = labelsFrom(en, { language: 'en' });
    expect(english.say('unread', { count: 1 })).toBe('1 new message');
  });

  it('take the words of the page in the place of ours', () => {
    const labels = labelsFrom(en, { language: 'en', own: { viewProduct: 'Look at {title}' } });
    expect(labels.say('viewProduct', { title: '$& {title}' })).toBe('Look at $& {title}');
    expect(labels.send).toBe('Send');
  });

  it('say why a message got no answer', () => {
    const labels = labelsFrom(en, { language: 'en' });
    expect(failureText({ code: 'rate_limited', retryAfter: 7 }, labels)).toContain('7 seconds');
    expect(failureText({ code: 'network' }, labels)).toBe(en.failedNetwork);
    expect(failureText({ code: 'internal' }, labels)).toBe(en.failed);
  });
});

describe('the language', () => {
  it.each([
    [['fr-CA', 'vi'], 'fr', 'fr-CA'],
    [['nl', 'vi-VN'], 'vi', 'vi-VN'],
    [['zh-TW'], 'zh-Hant', 'zh-TW'],
    [['zh'], 'zh-Hans', 'zh'],
    [['zh_CN'], 'zh-Hans', 'zh-CN'],
    [['pt-PT'], 'pt-BR', 'pt-PT'],
    [['VI'], 'vi', 'vi'],
    [[undefined, '', 'not a locale', 'constructor', 'de'], 'de', 'de'],
    [['nl', 'xx'], 'en', 'en'],
    [[], 'en', 'en'],
  ])('of %j is %s, with numbers as in %s', (tags, language, locale) => {
    expect(speechFor(tags)).toEqual({ language, locale });
  });
});
