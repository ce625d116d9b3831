import type { ShopperLanguage } from '../../shared/language.ts';
import { en, type Words } from './words/en.ts';

type WordsFile = () => Promise<{ words: Words }>;

/** Every language but English is a file of its own, which only those who read it load. */
const FILES = {
  vi: () => import('./words/vi.ts'),
  'zh-Hans': () => import('./words/zh-hans.ts'),
  'zh-Hant': () => import('./words/zh-hant.ts'),
  ja: () => import('./words/ja.ts'),
  ko: () => import('./words/ko.ts'),
  th: () => import('./words/th.ts'),
  id: () => import('./words/id.ts'),
  es: () => import('./words/es.ts'),
  fr: () => import('./words/fr.ts'),
  de: () => import('./words/de.ts'),
  'pt-BR': () => import('./words/pt-br.ts'),
  ru: () => import('./words/ru.ts'),
  ar: () => import('./words/ar.ts'),
} satisfies Record<Exclude<ShopperLanguage, 'en'>, WordsFile>;

export type PanelLanguage = 'en' | keyof typeof FILES;

export const PANEL_LANGUAGES = ['en', ...Object.keys(FILES)] as PanelLanguage[];

export interface Speech {
  language: PanelLanguage;
  /** BCP 47 as `Intl` takes it: prices and times are written as there. */
  locale: string;
}

/** The first of the tags that is a language we have words for; English when none is. */
export function speechFor(tags: readonly (string | undefined)[]): Speech {
  for (const tag of tags) {
    const locale = tag && canonical(tag);
    const language = locale && languageOf(locale);
    if (language) return { language, locale };
  }
  return { language: 'en', locale: 'en' };
}

/** Throws when the file cannot be loaded. */
export async function loadWords(language: PanelLanguage): Promise<Words> {
  return language === 'en' ? en : (await FILES[language]()).words;
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** Chinese by its script, which `zh-TW` or `zh` imply; Portuguese of anywhere reads that of Brazil. */
function languageOf(locale: string): PanelLanguage | undefined {
  const { language, script } = new Intl.Locale(locale).maximize();
  const wanted = [language, `${language}-${script}`, `${language}-BR`];
  return PANEL_LANGUAGES.find((known) => wanted.includes(known));
}
