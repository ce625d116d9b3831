import type { Language } from './language.ts';
import { tokensOf } from './phrases.ts';
import { tokensWithin, type Utterance } from './utterance.ts';
import { PROTECTED } from './vocabulary.ts';

/** How long or how warm something must be, as `search_products` takes it; other measures the search reads by itself. */
export interface AttributeLimit {
  name: string;
  value: string;
}

export interface AttributeLimits {
  least: AttributeLimit[];
  most: AttributeLimit[];
  /** Token indexes of the words that said so. */
  tokens: number[];
}

const NAMES = {
  battery: { en: 'battery', vi: 'pin' },
  warranty: { en: 'warranty', vi: 'bảo hành' },
  temperature: { en: 'temperature', vi: 'nhiệt độ' },
} as const;
type Name = keyof typeof NAMES;

/** What is measured, said before or behind it. */
const NAMED: [Name, string][] = [
  ['warranty', 'warranty|guarantee|bao hanh'],
  [
    'temperature',
    'comfort(?:able)?(?: temperature| rating)?|temperature(?: rating)?|temps?|rated|lows|cold|weather|chiu(?: lanh| duoc)?|nhiet do|lanh',
  ],
  ['battery', 'battery(?: life)?|batteries|run ?time|burn time|charge|thoi luong pin|pin'],
];
const ANY_NAME = NAMED.map(([name, source]) => `(?<NAMEOF${name}>${source})`).join('|');
const named = (place: string) => ANY_NAME.replaceAll('NAMEOF', place);

/** By what is measured so; "year" and "day" measure too much else. */
const UNITS: [Name | undefined, string, (unit: string) => string][] = [
  ['battery', 'hours?|hrs?|h|gio|tieng', () => 'h'],
  [undefined, 'minutes?|mins?|phut', () => 'min'],
  ['warranty', 'months?|thang', () => 'months'],
  ['warranty', 'years?|nam', () => 'years'],
  ['temperature', '°\\s?c|degrees? c(?:elsius)?|do c|c', () => '°C'],
  ['temperature', '°\\s?f|degrees? f(?:ahrenheit)?|do f|f', () => '°F'],
  ['temperature', 'degrees?|°|do', () => ''],
];
const UNIT = UNITS.map(([, source], index) => `(?<u${index}>${source})`).join('|');
const AMOUNT = `(?<number>[-−]?\\d+(?:[.,]\\d+)?)\\s?(?:${UNIT})(?![\\p{L}\\p{N}])`;
/** Frost is what a thing is to bear, whether or not a word sets it as a limit: "for -5 degrees", "âm 5 độ". */
const FROST = `(?:[-−]|(?:minus|am)\\s)${AMOUNT.replace('[-−]?', '')}`;
const BETWEEN = '(?:\\s(?:of|for|is|la|co|duoc|dung|use|keo dai|rated|down|to|nights?))*';
const SIDES: ['least' | 'most', string][] = [
  [
    'least',
    `(?:at least|over|above|(?:more|longer|warmer) than|min(?:imum)?|tren|hon|it nhat|toi thieu)\\s${AMOUNT}`,
  ],
  ['least', `(?:tu\\s)?${AMOUNT}\\s?(?:\\+|or (?:more|longer|above)|tro len)`],
  [
    'most',
    `(?:at most|under|below|(?:less|shorter|colder) than|down to|up to|max(?:imum)?|duoi|toi da|khong qua)\\s${AMOUNT}`,
  ],
  ['most', `${AMOUNT}\\s?(?:or (?:less|colder|below|lower)|tro xuong)`],
  ['most', `(?:(?:down to|for|to|at|in|den|o|cho)\\s)?(?<frost>${FROST})`],
];
const FORMS = SIDES.map(
  ([side, source]) =>
    [
      side,
      new RegExp(
        `(?<![\\p{L}\\p{N}])(?:(?:${named('before')})${BETWEEN}\\s)?(?:${source})(?:${BETWEEN}\\s(?:${named('behind')})(?![\\p{L}\\p{N}]))?`,
        'u',
      ),
    ] as const,
);

/** `fahrenheit`: what "degrees" alone are in the shop. */
export function findAttributeLimits(
  utterance: Utterance,
  { fahrenheit }: { fahrenheit: boolean },
): AttributeLimits {
  const limits: AttributeLimits = { least: [], most: [], tokens: [] };
  const kept = tokensOf(utterance, PROTECTED);
  for (const [side, pattern] of FORMS) {
    const match = pattern.exec(utterance.folded);
    const limit =
      match && readLimit(match.groups ?? {}, { fahrenheit, language: utterance.language });
    if (!match || !limit) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    const tokens = tokensWithin(utterance, span).filter((index) => !kept.has(index));
    if (tokens.some((index) => limits.tokens.includes(index))) continue;
    limits[side].push(limit);
    limits.tokens.push(...tokens);
  }
  return limits;
}

function readLimit(
  groups: Record<string, string | undefined>,
  { fahrenheit, language }: { fahrenheit: boolean; language: Language },
): AttributeLimit | undefined {
  const said = NAMED.map(([name]) => name).find(
    (name) => groups[`before${name}`] ?? groups[`behind${name}`],
  );
  const index = UNITS.findIndex((_, at) => groups[`u${at}`] !== undefined);
  const [usual, , spell] = UNITS[index] ?? [];
  // Months and years are said of much, "c" and "do" of more.
  const isTelling =
    usual === 'battery' || (usual === 'temperature' && /°|degree/.test(groups[`u${index}`] ?? ''));
  const isCold =
    usual === 'temperature' && (groups.frost !== undefined || /^[-−]/.test(groups.number ?? ''));
  const name = said ?? (isTelling || isCold ? usual : undefined);
  const fits =
    usual === undefined
      ? name === 'battery'
      : name === usual || (usual === 'battery' && name === 'battery');
  if (!name || !fits || !spell) return undefined;
  // Nobody who says "độ" means Fahrenheit.
  const unit = spell('') || (fahrenheit && language === 'en' ? '°F' : '°C');
  const written = groups.frost === undefined ? (groups.number ?? '') : `-${groups.number}`;
  const number = written.replace('−', '-').replace(',', '.');
  return { name: NAMES[name][language], value: `${number} ${unit}` };
}
