import { fold, type Utterance } from './utterance.ts';

/** "60 liters or more": limits in the base unit of a kind of measure. Positions are letters of the utterance. */
export interface Comparison {
  said: string;
  kind: string;
  least: number;
  most: number;
  start: number;
  end: number;
}

/** The unit that a measure is compared in, and how many of it each is. Folded. */
const UNITS: Record<string, [kind: string, factor: number]> = {
  gb: ['gb', 1],
  tb: ['gb', 1024],
  g: ['g', 1],
  kg: ['g', 1000],
  l: ['l', 1],
  lit: ['l', 1],
  liter: ['l', 1],
  liters: ['l', 1],
  litre: ['l', 1],
  litres: ['l', 1],
  mm: ['mm', 1],
  cm: ['mm', 10],
  m: ['mm', 1000],
  inch: ['inch', 1],
  inches: ['inch', 1],
  hz: ['hz', 1],
  w: ['w', 1],
  wh: ['wh', 1],
  mah: ['mah', 1],
};

const NUMBER = '\\d{1,3}(?:[.,]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?';
const UNIT = `(?:${Object.keys(UNITS)
  .toSorted((one, other) => other.length - one.length)
  .join('|')})(?![a-z\\d])`;
const MEASURE = `(?<number>${NUMBER})\\s?(?<unit>${UNIT})`;
const OF = '(?: (?:ram|ssd|hdd|rom))?';

const ANY_MEASURE = new RegExp(`(?<![\\d.,])${MEASURE}`, 'g');

const FORMS: [keyof typeof LIMITS, RegExp][] = (
  [
    [
      'between',
      `(?:(?:between|from|tu|khoang) )?(?<low>${NUMBER})\\s?(?:${UNIT})?\\s?(?:-|–|to|and|den|toi|va)\\s?${MEASURE}`,
    ],
    [
      'least',
      `(?:(?:from|tu) )?${MEASURE}${OF}\\s?(?:\\+|(?:or|and) (?:more|up|over|above|larger|bigger)|tro len)`,
    ],
    ['most', `${MEASURE}${OF}\\s?(?:(?:or|and) (?:less|under|lighter|smaller)|tro xuong|do lai)`],
    [
      'most',
      `(?:under|below|(?:less|lighter|smaller) th[ae]n|at most|up to|max|duoi|toi da|khong qua|(?:nhe|nho|it) hon)\\s${MEASURE}`,
    ],
    [
      'least',
      `(?:over|above|(?:more|larger|bigger) th[ae]n|at least|min|tren|it nhat|toi thieu|(?:lon |nhieu )?hon)\\s${MEASURE}`,
    ],
  ] as const
).map(([form, source]) => [form, new RegExp(`(?<![\\p{L}\\p{N}.,])${source}`, 'u')]);

const LIMITS = {
  between: (low: number, high: number) => ({ least: Math.min(low, high), most: high }),
  least: (_: number, value: number) => ({ least: value, most: Number.POSITIVE_INFINITY }),
  most: (_: number, value: number) => ({ least: 0, most: value }),
};

/** One for each kind of measure. */
export function findComparisons({ folded, raw }: Utterance): Comparison[] {
  const found = FORMS.flatMap(([form, pattern]) => {
    const match = pattern.exec(folded);
    const { number = '', unit = '', low = '0' } = match?.groups ?? {};
    if (!match) return [];
    const [kind, factor] = UNITS[unit] ?? [unit, 1];
    const start = match.index;
    const end = start + match[0].length;
    const limits = LIMITS[form](toNumber(low) * factor, toNumber(number) * factor);
    return [{ said: raw.slice(start, end), kind, ...limits, start, end }];
  });
  return found.filter(
    ({ kind }, index) => found.findIndex((other) => other.kind === kind) === index,
  );
}

/** Whether a value ("65 L", "7 lb (3.2 kg)") has a measure within the limits. */
export function isWithin({ kind, least, most }: Comparison, value: string): boolean {
  return [...fold(value).matchAll(ANY_MEASURE)].some(
    ({ groups: { number = '', unit = '' } = {} }) => {
      const [itsKind, factor] = UNITS[unit] ?? [unit, 1];
      const measured = toNumber(number) * factor;
      return itsKind === kind && measured >= least && measured <= most;
    },
  );
}

/** 5,000 and 5.000 are groups of three; 1.5 and 1,5 are decimals. */
function toNumber(digits: string): number {
  return Number(/[.,]\d{3}/.test(digits) ? digits.replace(/[.,]/g, '') : digits.replace(',', '.'));
}
