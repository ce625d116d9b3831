import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageOf } from '../../../shared/language.ts';
import { type Labels, labelsFor, usableLocale } from '../../../widget/app/labels.ts';
import { launcherLabels } from '../../../widget/launcher-labels.ts';

const TOOLS = [
  'search_products',
  'get_product_info',
  'calculate_discount',
  'compare_products',
  'find_products_like_photo',
];

/** Every word of a language, with functions called. */
function words(labels: Labels): Record<string, string> {
  const said = Object.entries(labels).flatMap(([name, label]): [string, string][] => {
    if (typeof label === 'string') return [[name, label]];
    if (typeof label === 'object') return Object.entries(label);
    return [];
  });
  return {
    ...Object.fromEntries(said),
    viewProduct: labels.viewProduct('Tent'),
    from: labels.from('$1'),
    choices: labels.choices('Colour', 3),
    saving: labels.saving('TRAIL10'),
    tooManyPhotos: labels.tooManyPhotos(4),
    offline: labels.failure({ code: 'network' }),
    limited: labels.failure({ code: 'rate_limited', retryAfter: 7 }),
    overloaded: labels.failure({ code: 'overloaded', retryAfter: 3 }),
    other: labels.failure({ code: 'internal' }),
  };
}

describe('labels', () => {
  it.each(LANGUAGES)('%s has every word, and its own', (language) => {
    const own = words(labelsFor(language));
    expect(Object.values(own).filter((text) => text.trim() === '')).toEqual([]);
    if (language === 'en') return;
    const english = words(labelsFor('en'));
    expect(Object.keys(own).filter((name) => own[name] === english[name])).toEqual([]);
  });

  it.each(LANGUAGES)('%s names what each tool does, and the launcher', (language) => {
    expect(Object.keys(labelsFor(language).tools)).toEqual(TOOLS);
    expect(launcherLabels(language).open).not.toBe('');
  });

  it('speaks the language of the locale, and English where it has no words', () => {
    expect(languageOf('vi-VN')).toBe('vi');
    expect(languageOf('VI')).toBe('vi');
    expect(languageOf('fr-CA')).toBe('en');
    expect(languageOf('constructor')).toBe('en');
    expect(launcherLabels('fr').open).toBe('Chat');
  });

  it.each([
    ['en_US', 'en-US'],
    ['vi', 'vi'],
    ['', 'en'],
    ['not a locale', 'en'],
  ])('takes %j as %s for numbers', (given, expected) => {
    expect(usableLocale(given)).toBe(expected);
  });
});
