/** An answer that the bench asks its model for: words that count up, so that each can be told from all others. */
export interface AskedWords {
  words: number;
  /** Milliseconds between two words, the first comes at once; 0 for as fast as they can be sent, each by itself. */
  everyMs: number;
}

/** In words, since every server between can carry those to the model. */
export function toWordsQuestion({ words, everyMs }: AskedWords): string {
  return `Say ${words} words, one every ${everyMs} ms.`;
}

/** The answer that a request asks for: what its last such sentence says. */
export function readWordsQuestion(body: string): AskedWords {
  const [, words, everyMs] =
    [...body.matchAll(/Say (\d+) words, one every (\d+) ms/g)].at(-1) ?? [];
  if (words === undefined) throw new Error('nobody asked for words');
  return { words: Number(words), everyMs: Number(everyMs) };
}

/** All words are as long as each other. */
export const WORD_LENGTH = 8;

export function nthWord(n: number): string {
  return ` ${String(n).padStart(WORD_LENGTH - 1, '0')}`;
}
