import { findUnwanted } from '../../../shared/unwanted-words.ts';
import { detectLanguage, type Language } from './language.ts';

/** One word of what was said. `marks` are its diacritics, sorted: `hoà` and `hòa` are the same word. */
export interface Token {
  start: number;
  end: number;
  folded: string;
  marks: string;
}

/** What a shopper wrote, in a form that can be asked questions. `folded` has the length of `raw`. */
export interface Utterance {
  raw: string;
  folded: string;
  tokens: Token[];
  language: Language;
  /** What shall not be; see `wantedOf`. */
  unwanted?: string[];
}

/** Half-open range of token indexes. */
export interface TokenSpan {
  from: number;
  to: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?/gu;
const COMBINING = /\p{M}/gu;

/** `fallback` is the language when the words do not tell. */
export function readUtterance(text: string, fallback: Language): Utterance {
  const raw = text.normalize('NFC');
  const tokens = [...raw.matchAll(WORD)].map((match) => readToken(match[0], match.index));
  const telling = tokens.filter((token, index) => !isName(raw, token, index));
  return { raw, folded: foldInPlace(raw), tokens, language: detectLanguage(telling) ?? fallback };
}

/** The "Den" of "the Summit Den 4" is no Vietnamese "đèn". */
function isName(raw: string, { start, marks }: Token, index: number): boolean {
  return index > 0 && marks === '' && /^\p{Lu}\p{Ll}/u.test(raw.slice(start));
}

/** Without what is not wanted, which it names apart; undefined when the sentence says no to nothing. */
export function wantedOf({ raw, language }: Utterance): Utterance | undefined {
  const unwanted = findUnwanted(raw.toLowerCase());
  if (unwanted.length === 0) return undefined;
  const text = unwanted.reduceRight(
    (left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`,
    raw,
  );
  const names = unwanted.flatMap((one) => one.names);
  return { ...readUtterance(text, language), language, unwanted: names };
}

export function readToken(word: string, start = 0): Token {
  const lower = word.toLowerCase().replace('’', "'");
  const decomposed = lower.normalize('NFD');
  const marks = [...(decomposed.match(COMBINING) ?? []), ...(lower.match(/đ/g) ?? [])];
  return { start, end: start + word.length, folded: fold(word), marks: marks.sort().join('') };
}

/** Lower case without diacritics: `Lều Đỏ` becomes `leu do`. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(COMBINING, '')
    .replaceAll('đ', 'd')
    .replaceAll('’', "'");
}

/** Like fold, but letter by letter, so that positions in the result are positions in the text. */
function foldInPlace(text: string): string {
  return Array.from(text, (letter) => {
    const folded = fold(letter);
    return folded.length === letter.length ? folded : letter;
  }).join('');
}

/** The text of the tokens that `dropped` does not hold; joints such as the hyphen of `4-person` stay. */
export function textWithout(utterance: Utterance, dropped: ReadonlySet<number>): string {
  const { raw, tokens } = utterance;
  let text = '';
  for (const [index, token] of tokens.entries()) {
    if (dropped.has(index)) continue;
    const previous = tokens[index - 1];
    const gap = previous && !dropped.has(index - 1) ? raw.slice(previous.end, token.start) : ' ';
    const joint = /^[-.,/+]$/.test(gap) ? gap : ' ';
    text += (text ? joint : '') + raw.slice(token.start, token.end);
  }
  return text;
}

export function tokensWithin(
  utterance: Utterance,
  range: { start: number; end: number },
): number[] {
  return utterance.tokens.flatMap((token, index) =>
    token.start < range.end && token.end > range.start ? [index] : [],
  );
}
