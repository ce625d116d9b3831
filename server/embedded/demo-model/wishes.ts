import { findComparisons } from './comparisons.ts';
import { fold, type Utterance } from './utterance.ts';

/** A variant that was asked for: any of the spellings may be in the label of an option. */
export interface Wish {
  kind: 'colour' | 'size' | 'measure' | 'version';
  /** As the shopper said it. */
  said: string;
  /** Folded. */
  spellings: string[];
  /** Where it stands, in letters of the utterance. */
  start: number;
  end: number;
}

/** Colours in both languages, and the fancier names that makers give them; "xanh" alone is blue or green. */
const COLOURS: string[][] = [
  ['red', 'do', 'crimson', 'ember', 'ruby'],
  ['dark blue', 'navy', 'xanh than', 'xanh dam'],
  [
    'blue',
    'xanh duong',
    'xanh lam',
    'xanh nuoc bien',
    'xanh than',
    'navy',
    'sky',
    'glacier',
    'ocean',
  ],
  ['green', 'xanh la', 'xanh luc', 'xanh reu', 'olive', 'forest', 'moss', 'pine', 'sage'],
  ['blue', 'green', 'xanh'],
  ['black', 'den', 'charcoal'],
  ['white', 'trang'],
  ['gray', 'grey', 'xam', 'ghi', 'slate', 'charcoal'],
  ['silver', 'bac'],
  ['yellow', 'vang', 'mustard', 'marigold'],
  ['gold', 'vang dong'],
  ['orange', 'cam'],
  ['purple', 'tim', 'violet', 'plum'],
  ['pink', 'hong', 'rose'],
  ['brown', 'nau', 'tan', 'clay'],
  ['beige', 'be', 'sand', 'kem'],
];
const ENGLISH_COLOUR =
  /\b(red|dark blue|blue|navy|green|olive|black|white|gr[ae]y|silver|yellow|gold|orange|purple|pink|brown|beige)\b/;
/** Without "màu" before it a Vietnamese colour is too often another word: `đen`, `đèn`, `đến`. */
const VIETNAMESE_COLOUR =
  /\bmau (do|xanh than|xanh duong|xanh lam|xanh nuoc bien|xanh la|xanh luc|xanh|den|trang|xam|ghi|bac|vang dong|vang|cam|tim|hong|nau|be|kem)\b/;
const SIZE =
  /\b(?:size|sizes|co|co so)\s+(xxs|xs|s|m|l|xl|xxl|2xl|3xl|small|medium|large|\d{1,2}(?:[.,]5)?)\b/;
const SIZE_WORD = /\b(small|medium|large|xl|xxl)\b/;
const MEASURE = /\b(\d+(?:[.,]\d+)?)\s?(gb|tb|inch|l|lit|liters?|litres?)\b/;
/** Nobody counts memory in anything but gigabytes: "bản ram 16"; "ram 16 trở lên" is no version. */
const RAM =
  /\bram (4|8|12|16|24|32|48|64|96|128)\b(?!\s?(?:gb|g|tb|tro len|do len|or more|and up)\b|\s?\+)/;
const SIZE_WORDS: Record<string, string> = { small: 's', medium: 'm', large: 'l' };

/** The colour, size or measure that a sentence asks for; several when it asks for several. */
export function findWishes(utterance: Utterance): Wish[] {
  return [colourWish(utterance), sizeWish(utterance), measureWish(utterance)].filter(
    (wish) => wish !== undefined,
  );
}

/** What makers call their versions, said as they call it: "in ember", "bản xanh than". */
export function optionWishes(utterance: Utterance, labels: string[]): Wish[] {
  return labels
    .filter((label) => /\p{L}{3}/u.test(label))
    .flatMap((label) => {
      const words = fold(label).split(/[^\p{L}\p{N}.]+/u);
      const from = utterance.tokens.findIndex((_, index) =>
        words.every((word, offset) => utterance.tokens[index + offset]?.folded === word),
      );
      const start = utterance.tokens[from]?.start;
      const end = utterance.tokens[from + words.length - 1]?.end;
      if (start === undefined || end === undefined) return [];
      return [
        {
          kind: 'version' as const,
          said: utterance.raw.slice(start, end),
          spellings: [words.join(' ')],
          start,
          end,
        },
      ];
    });
}

/** Of one product all versions, and the colours that others come in: it may be asked for in one that it has not. */
export function versionsSaid(
  product: { options: { name: string; values: string[] }[] },
  others: { options: { name: string; values: string[] }[] }[],
): string[] {
  const colours = others
    .flatMap(({ options }) => options)
    .filter(({ name }) => /^(?:colou?rs?|mau(?: sac)?)$/.test(fold(name)));
  const labels = [...product.options, ...colours].flatMap(({ values }) => values);
  return [...new Set(labels)];
}

/** With the versions that are said and are no part of a wish yet: "màu xanh than" is one. */
export function withVersions(wishes: Wish[], utterance: Utterance, labels: string[]): Wish[] {
  const versions = optionWishes(utterance, labels).filter(
    ({ start, end }) => !wishes.some((wish) => start < wish.end && wish.start < end),
  );
  return [...wishes, ...versions];
}

export function grants(wish: Wish, label: string): boolean {
  const folded = ` ${fold(label).replace(/[^\p{L}\p{N}.]+/gu, ' ')} `;
  return wish.spellings.some((spelling) => folded.includes(` ${spelling} `));
}

function colourWish(utterance: Utterance): Wish | undefined {
  const match = VIETNAMESE_COLOUR.exec(utterance.folded) ?? ENGLISH_COLOUR.exec(utterance.folded);
  const word = match?.[1];
  if (!match || !word) return undefined;
  const colour = COLOURS.find((spellings) => spellings.includes(word)) ?? [word];
  return { kind: 'colour', ...placeOf(utterance, match), spellings: colour };
}

function sizeWish(utterance: Utterance): Wish | undefined {
  const match = SIZE.exec(utterance.folded) ?? SIZE_WORD.exec(utterance.folded);
  const size = match?.[1];
  if (!match || !size) return undefined;
  const short = SIZE_WORDS[size];
  return {
    kind: 'size',
    ...placeOf(utterance, match),
    spellings: short ? [size, short] : [size.replace(',', '.')],
  };
}

function measureWish(utterance: Utterance): Wish | undefined {
  const ram = RAM.exec(utterance.folded);
  const match = MEASURE.exec(utterance.folded) ?? ram;
  // Where so much is the least or the most, others grant it too.
  if (!match || findComparisons(utterance).length > 0) return undefined;
  const [, number = '', unit = 'gb'] = match;
  const short = /^l/.test(unit) ? 'l' : unit;
  return {
    kind: 'measure',
    ...placeOf(utterance, match),
    spellings: [`${number}${short}`, `${number} ${short}`, `${number} ${unit}`],
  };
}

function placeOf({ raw }: Utterance, match: RegExpExecArray) {
  const start = match.index;
  const end = start + match[0].length;
  return { said: raw.slice(start, end), start, end };
}
