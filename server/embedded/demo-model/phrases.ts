import type { Language } from './language.ts';
import { readToken, type Token, type TokenSpan, type Utterance } from './utterance.ts';

interface Phrase {
  words: Token[];
  language: Language;
}

/** Phrases in both languages, by their first word, the longest first. */
export type PhraseSet = ReadonlyMap<string, Phrase[]>;

/** Phrases are separated by commas; Vietnamese ones are written with all their diacritics. */
export function phrases(lists: { en?: string; vi?: string }): PhraseSet {
  const set = new Map<string, Phrase[]>();
  for (const language of ['en', 'vi'] as const) {
    for (const text of (lists[language] ?? '').split(/\s*,\s*/).filter(Boolean)) {
      const words = text
        .normalize('NFC')
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => readToken(word));
      const first = words[0]?.folded;
      if (first) set.set(first, [...(set.get(first) ?? []), { words, language }]);
    }
  }
  for (const list of set.values()) list.sort((a, b) => b.words.length - a.words.length);
  return set;
}

/** Where phrases of the set stand, from left to right, without overlaps. */
export function findPhrases(utterance: Utterance, set: PhraseSet): TokenSpan[] {
  const spans: TokenSpan[] = [];
  for (let from = 0; from < utterance.tokens.length; from++) {
    const phrase = set
      .get(utterance.tokens[from]?.folded ?? '')
      ?.find((candidate) => standsAt(utterance, from, candidate));
    if (!phrase) continue;
    spans.push({ from, to: from + phrase.words.length });
    from += phrase.words.length - 1;
  }
  return spans;
}

/** The token indexes of what findPhrases finds. */
export function tokensOf(utterance: Utterance, set: PhraseSet): Set<number> {
  return new Set(
    findPhrases(utterance, set).flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, offset) => from + offset),
    ),
  );
}

export function says(utterance: Utterance, set: PhraseSet): boolean {
  return utterance.tokens.some((token, from) =>
    set.get(token.folded)?.some((phrase) => standsAt(utterance, from, phrase)),
  );
}

/**
 * Vietnamese typed without diacritics matches too. A short word of the other language does not:
 * "the" is no Vietnamese `thẻ` in an English sentence, "in" no English word in `máy in`.
 */
function standsAt({ tokens, language }: Utterance, from: number, phrase: Phrase): boolean {
  const fits = phrase.words.every((word, offset) => {
    const token = tokens[from + offset];
    return token?.folded === word.folded && (token.marks === '' || token.marks === word.marks);
  });
  if (!fits || phrase.language === language || phrase.words.length > 1) return fits;
  const token = tokens[from];
  return token !== undefined && (token.marks !== '' || token.folded.length > 3);
}
