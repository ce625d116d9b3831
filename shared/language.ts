/**
 * What shoppers read: the panel's words and the server's own sentences. BCP 47. With one more here the compiler names
 * every place without words for it.
 */
export const SHOPPER_LANGUAGES = [
  'en',
  'vi',
  'zh-Hans',
  'zh-Hant',
  'ja',
  'ko',
  'th',
  'id',
  'es',
  'fr',
  'de',
  'pt-BR',
  'ru',
  'ar',
] as const;
export type ShopperLanguage = (typeof SHOPPER_LANGUAGES)[number];

/** What merchants read: the admin pages and what the server says there. */
export const ADMIN_LANGUAGES = ['en', 'vi'] as const;
export type AdminLanguage = (typeof ADMIN_LANGUAGES)[number];

/**
 * The language in which a shopper with this locale (BCP 47, `_` also goes) is spoken to; English where we have no words.
 * Chinese goes by its script, which `zh-TW` or `zh` imply; Portuguese of anywhere reads that of Brazil.
 */
export function shopperLanguageOf(locale: string): ShopperLanguage {
  const { language, script } = likelySubtags(locale);
  const wanted = [language, `${language}-${script}`, `${language}-BR`];
  return SHOPPER_LANGUAGES.find((known) => wanted.includes(known)) ?? 'en';
}

/** The same for a merchant. */
export function adminLanguageOf(locale: string): AdminLanguage {
  const { language } = likelySubtags(locale);
  return ADMIN_LANGUAGES.find((known) => known === language) ?? 'en';
}

function likelySubtags(locale: string): Pick<Intl.Locale, 'language' | 'script'> {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-')).maximize();
  } catch {
    return { language: 'en', script: undefined };
  }
}
