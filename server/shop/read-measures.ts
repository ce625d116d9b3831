import { foldText } from './fold-text.ts';

/** What an amount is of; `number` where a value names no unit that we know: "4 people", "2". */
export type MeasureKind =
  | 'mass'
  | 'length'
  | 'area'
  | 'volume'
  | 'time'
  | 'temperature'
  | 'data'
  | 'frequency'
  | 'power'
  | 'energy'
  | 'charge'
  | 'light'
  | 'voltage'
  | 'pixels'
  | 'number';

interface Unit {
  kind: MeasureKind;
  /** How many of the kind's own unit it is: grams, millimetres, mm², millilitres, seconds, bytes, Hz, W, Wh, mAh, lm, V. */
  factor: number;
  /** Added after that; degrees alone need it. */
  offset?: number;
}

function units(kind: MeasureKind, factors: Record<string, number>): [string, Unit][] {
  return Object.entries(factors).flatMap(([spellings, factor]) =>
    spellings.split(' ').map((spelling): [string, Unit] => [spelling, { kind, factor }]),
  );
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Folded. */
const UNITS = new Map<string, Unit>([
  ...units('mass', {
    'g gr gram grams': 1,
    'kg kilo kilos kilogram kilograms ky': 1_000,
    'lb lbs pound pounds': 453.592,
    'oz ounce ounces': 28.3495,
  }),
  ...units('length', {
    mm: 1,
    cm: 10,
    'm meter meters metre metres met': 1_000,
    km: 1e6,
    'in inch inches " ″ ”': 25.4,
    'ft foot feet': 304.8,
  }),
  ...units('area', { 'm2 m²': 1e6, 'sqft ft2 ft²': 92_903 }),
  ...units('volume', {
    ml: 1,
    cl: 10,
    'l lit liter liters litre litres': 1_000,
    'qt quart quarts': 946.353,
    'gal gallon gallons': 3_785.41,
  }),
  ...units('time', {
    's sec seconds giay': 1,
    'min mins minute minutes phut': MINUTE,
    'h hr hrs hour hours gio tieng': HOUR,
    'day days ngay': DAY,
    'week weeks tuan': 7 * DAY,
    // So that two years are 24 months.
    'month months thang': YEAR / 12,
    'year years nam': YEAR,
  }),
  ...units('data', {
    mb: 1_048_576,
    'gb gig gigs': 1_073_741_824,
    'tb tera': 1_099_511_627_776,
  }),
  ...units('frequency', { hz: 1, khz: 1e3, mhz: 1e6, ghz: 1e9 }),
  ...units('power', { 'w watt watts': 1, kw: 1_000 }),
  ...units('energy', { wh: 1, kwh: 1_000 }),
  ...units('charge', { mah: 1, ah: 1_000 }),
  ...units('light', { 'lm lumen lumens': 1 }),
  ...units('voltage', { 'v volt volts': 1 }),
  ...units('pixels', { 'mp megapixel megapixels': 1e6 }),
  ['°c', { kind: 'temperature', factor: 1 }],
  ['°f', { kind: 'temperature', factor: 5 / 9, offset: -160 / 9 }],
]);

const NUMBER = String.raw`\d{1,3}(?:[.,]\d{3})+(?![\d])|\d+(?:[.,]\d+)?`;
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\d.,])(?<minus>[-−](?=\d))?(?<number>${NUMBER})(?:\s?x\s?(?<times>(?:${NUMBER})(?:\s?x\s?(?:${NUMBER}))*))?\s?-?(?<unit>sq\.? ?ft|°\s?[cf]|["″”]|\p{L}+[²2]?)?`,
  'gu',
);

/** How much of each kind a value says, the first of a kind: "52 Wh, about 5 hours" is 52 of energy and 18,000 of time. */
export function readMeasures(value: string): Map<MeasureKind, number> {
  const found = new Map<MeasureKind, number>();
  let last: { kind: MeasureKind; factor: number; end: number } | undefined;
  const text = foldText(value).replace(/\bdeg(?:rees?)? ?(?=[cf]\b)/g, '°');
  for (const match of text.matchAll(AMOUNT)) {
    const { minus, number = '', times, unit: said = '' } = match.groups ?? {};
    const spelt = said.replace(/[\s.]/g, '');
    const unit = UNITS.get(spelt) ?? { kind: 'number' as const, factor: 1 };
    const sides = [number, ...(times?.split(/\s?x\s?/) ?? [])].map((side) => toNumber(side, spelt));
    const amount = sides.reduce((product, side) => product * side, minus ? -1 : 1);
    const isArea = sides.length > 1 && unit.kind === 'length';
    const scaled = amount * unit.factor ** (isArea ? sides.length : 1) + (unit.offset ?? 0);
    const kind = isArea ? 'area' : unit.kind;
    // "13 lb 2 oz", "2 h 30 min": the rest of the same amount.
    const goesOn =
      last?.kind === kind &&
      kind !== 'number' &&
      unit.factor < last.factor &&
      text.slice(last.end, match.index).trim() === '';
    if (goesOn) found.set(kind, (found.get(kind) ?? 0) + scaled);
    else if (!found.has(kind)) found.set(kind, scaled);
    last = { kind, factor: unit.factor, end: match.index + match[0].length };
  }
  return found;
}

/** "1,5" and "1.5" are one and a half, "10,000" and "10.000" ten thousand; but nothing weighs "1,350" kilos. */
function toNumber(written: string, unit: string): number {
  const isGrouped = /[.,]\d{3}(?!\d)/.test(written) && !(unit === 'kg' && /^\d[.,]/.test(written));
  return Number(isGrouped ? written.replace(/[.,]/g, '') : written.replace(',', '.'));
}
