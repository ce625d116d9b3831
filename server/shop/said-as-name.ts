import { foldText } from './fold-text.ts';

/** Whether a folded word was typed as a name is: with a capital, though it begins nothing. A letter alone is a unit. */
export function isSaidAsName(word: string, typed: string): boolean {
  const [, ...others] = wordsOf(typed);
  return others.some((other) => /^\p{Lu}./u.test(other) && foldText(other) === word);
}

function wordsOf(typed: string): string[] {
  return typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Folded words with the capitals and diacritics that they were typed with; undefined when they were not typed so. */
export function asTyped(folded: string, typed: string): string | undefined {
  const words = wordsOf(typed);
  const length = folded.split(' ').length;
  const windows = words.map((_, at) => words.slice(at, at + length).join(' '));
  return windows.find((window) => foldText(window) === folded);
}
