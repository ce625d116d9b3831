import { foldText } from './fold-text.ts';

/** Whether a folded word was typed as a name is: with a capital, though it begins nothing. A letter alone is a unit. */
export function isSaidAsName(word: string, typed: string): boolean {
  const [, ...others] = wordsOf(typed);
  return others.some((other) => /^\p{Lu}./u.test(other) && foldText(other) === word);
}

export function wordsOf(typed: string): string[] {
  return typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
