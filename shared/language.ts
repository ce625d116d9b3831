/** What our own sentences are written in. With one more here the compiler names every place without words for it. */
export const LANGUAGES = ['en', 'vi'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a locale (BCP 47, `_` also goes); English where we have no words. */
export function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split(/[-_]/, 1)[0];
  return LANGUAGES.find((known) => known === language) ?? 'en';
}
