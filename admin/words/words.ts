import { signal } from '@preact/signals';
import type { AdminLanguage } from '../../shared/language.ts';
import { english } from './english.ts';
import { vietnamese } from './vietnamese.ts';

export type Words = typeof english;

/** To add a language: a file beside this one, and a line here. */
const LANGUAGES = {
  en: { name: 'English', words: english },
  vi: { name: 'Tiếng Việt', words: vietnamese },
} satisfies Record<AdminLanguage, { name: string; words: Words }>;

const KEPT_AS = 'aisle-admin-language';

export const language = signal<AdminLanguage>(firstLanguage());

/** The labels in the language of the moment. Components that call it are drawn again when it changes. */
export function words(): Words {
  return LANGUAGES[language.value].words;
}

/** The labels of one page, in the language of the moment: `const text = productWords();`. */
export function wordsIn<T>(byLanguage: Record<AdminLanguage, T>): () => T {
  return () => byLanguage[language.value];
}

export const languages = Object.entries(LANGUAGES).map(([code, { name }]) => ({ code, name }));

export function isLanguage(code: string): code is AdminLanguage {
  return Object.hasOwn(LANGUAGES, code);
}

export function chooseLanguage(code: AdminLanguage): void {
  language.value = code;
  try {
    localStorage.setItem(KEPT_AS, code);
  } catch {
    // A browser that keeps nothing asks its own language again next time.
  }
}

/** What was chosen here before, else the first of the browser's languages that we have. */
function firstLanguage(): AdminLanguage {
  const wanted = [keptLanguage(), ...navigator.languages.map((tag) => tag.split('-')[0])];
  return wanted.find((code) => code !== undefined && isLanguage(code)) ?? 'en';
}

function keptLanguage(): string | undefined {
  try {
    return localStorage.getItem(KEPT_AS) ?? undefined;
  } catch {
    return undefined;
  }
}
