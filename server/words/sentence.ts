import { type ShopperLanguage, shopperLanguageOf } from '../../shared/language.ts';
import { sentences as ar } from './ar.ts';
import { sentences as de } from './de.ts';
import { en, type SentenceName, type Sentences } from './en.ts';
import { sentences as es } from './es.ts';
import { sentences as fr } from './fr.ts';
import { sentences as id } from './id.ts';
import { sentences as ja } from './ja.ts';
import { sentences as ko } from './ko.ts';
import { sentences as ptBr } from './pt-br.ts';
import { sentences as ru } from './ru.ts';
import { sentences as th } from './th.ts';
import { sentences as vi } from './vi.ts';
import { sentences as zhHans } from './zh-hans.ts';
import { sentences as zhHant } from './zh-hant.ts';

/** Every sentence in every language that shoppers read. */
export const SENTENCES: Record<ShopperLanguage, Sentences> = {
  en,
  vi,
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  ja,
  ko,
  th,
  id,
  es,
  fr,
  de,
  'pt-BR': ptBr,
  ru,
  ar,
};

/**
 * A sentence for a shopper with this locale (BCP 47), with its `{names}` filled in: a list as the language joins it.
 * Languages that we have no words for read English.
 */
export function sentence(
  name: SentenceName,
  locale: string,
  values: Record<string, string | number | string[]> = {},
): string {
  const language = shopperLanguageOf(locale);
  return SENTENCES[language][name].replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = values[key] ?? '';
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
    const text = Array.isArray(value) ? new Intl.ListFormat(language).format(value) : value;
    return language === 'ar' ? isolated(text) : text;
  });
}

/** A code in Latin letters keeps its own order in a line that runs from right to left. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
