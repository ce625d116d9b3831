/** A measure that shall not be below or above something: "at least 16 GB RAM", "dưới 1,5 kg". */
export interface MeasureWish {
  /** The units it may be given in as searches spell them, and how many of the smallest each is. */
  units: Record<string, number>;
  /** In the smallest of the units; one of the two at least. */
  least?: number;
  most?: number;
  /** What it measures, in words of which any stands before or behind such a measure; absent when that was not said. */
  of?: Beside;
}

interface Beside {
  before: string[];
  behind: string[];
}

/**
 * Takes what is said to be larger or smaller than so many of a unit out of a folded text (see `foldText`). What has just
 * one measure ("16gb ram") is left: those are words like all others.
 */
export function takeMeasuresOut(folded: string): { text: string; measures: MeasureWish[] } {
  const measures: MeasureWish[] = [];
  let text = folded.replace(OF_RAM, '$<said>gb');
  for (const { pattern, limits } of PHRASES) {
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      const wish = limitsOf(found.groups ?? {}, limits);
      const before = text.slice(0, found.index);
      const after = text.slice(found.index + found[0].length);
      const { named } = found.groups ?? {};
      const beside = named ?? besideOf(before, after);
      const known = beside ? OF.get(beside) : undefined;
      const left = tidy(`${before} ${after}`);
      // Where it is all that was asked for it is a thing, and not what is measured of one.
      const rest = known ? tidy(left.replace(new RegExp(`(?<!\\S)${beside}(?!\\S)`), ' ')) : '';
      const of = known ?? (beside ? { before: [beside], behind: [beside] } : undefined);
      measures.push({ ...wish, ...(of && { of }) });
      text = rest || left || named || '';
      if (measures.length === MOST_MEASURES) return { text, measures };
    }
  }
  return { text, measures };
}

/** Nobody counts memory in anything else: "ram 16 trở lên", "ram trên 8". */
const OF_RAM =
  /(?<![a-z\d])(?<said>ram (?:(?:from|tu|over|above|more than|at least|tren|hon|it nhat|toi thieu) )?(?:4|6|8|12|16|18|24|32|36|48|64|96|128))(?![a-z\d]|[.,]\d|\s*-?(?:[mgt]b|gigs?)(?![a-z]))/g;

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What such a measure is said to be of, and what stands beside it in titles and attributes (searches split "DDR4"). */
const RAM: Beside = {
  before: ['ram', 'memory'],
  behind: ['ram', 'memory', 'ddr', 'lpddr', 'sdram'],
};
const OF = new Map([
  ['ram', RAM],
  ['memory', RAM],
  ...['ssd', 'hdd', 'rom'].map((name): [string, Beside] => [
    name,
    { before: [name], behind: [name] },
  ]),
  [
    'storage',
    { before: ['storage', 'ssd', 'hdd', 'rom'], behind: ['storage', 'ssd', 'hdd', 'rom', 'emmc'] },
  ],
]);

const MOST_MEASURES = 3;

/** Units that can be compared. Spelt as `search_text()` in the migrations spells them behind a number. */
const FAMILIES: Record<string, number>[] = [
  { mb: 1, gb: 1_024, tb: 1_048_576 },
  { hz: 1, khz: 1e3, mhz: 1e6, ghz: 1e9 },
  { g: 1, kg: 1_000 },
  { mm: 1, cm: 10, m: 1_000, km: 1_000_000 },
  { ml: 1, l: 1_000 },
  { w: 1, kw: 1_000 },
  { inch: 1 },
  { mah: 1 },
  { wh: 1 },
  { mp: 1 },
  { v: 1 },
];

const OTHER_SPELLINGS: Record<string, string> = {
  gig: 'gb',
  gigs: 'gb',
  gigabytes: 'gb',
  terabytes: 'tb',
  kilo: 'kg',
  kilos: 'kg',
  gram: 'g',
  grams: 'g',
  lit: 'l',
  liter: 'l',
  liters: 'l',
  litre: 'l',
  litres: 'l',
  inches: 'inch',
  '"': 'inch',
  '”': 'inch',
  watt: 'w',
  watts: 'w',
  megapixel: 'mp',
  megapixels: 'mp',
  volt: 'v',
  volts: 'v',
};

const UNITS = [...FAMILIES.flatMap(Object.keys), ...Object.keys(OTHER_SPELLINGS)].sort(
  (one, other) => other.length - one.length,
);
const UNIT = `(?<unit>${UNITS.join('|')})(?![a-z\\d])`;
const NUMBER = String.raw`\d{1,3}(?:[.,]\d{3})+(?![\d.,])|\d+(?:[.,]\d{1,2})?`;
const MEASURED = `(?<number>${NUMBER})\\s*-?${UNIT}`;
/** "16 GB RAM or more". */
const NAMED = `(?: (?<named>${[...OF.keys()].join('|')})(?![a-z\\d]))?`;

type Limit = 'least' | 'above' | 'most' | 'below' | 'range';

const PHRASES: { pattern: RegExp; limits: Limit }[] = (
  [
    [
      'range',
      `(?:(?:between|from|tu|khoang) )?(?<low>${NUMBER})\\s*-?(?:${UNITS.join('|')})?\\s*(?:-|–|to|and|den|toi|va)\\s*${MEASURED}`,
    ],
    [
      'least',
      `(?:(?:from|tu) )?${MEASURED}${NAMED}\\s*(?:\\+|(?:or|and) (?:more|higher|larger|bigger|above|up)|tro len)`,
    ],
    [
      'most',
      `${MEASURED}${NAMED}\\s*(?:(?:or|and) (?:less|lower|smaller|lighter|under)|tro xuong|do lai)`,
    ],
    [
      'least',
      `(?:at least|minimum(?: of)?|min|>=|starting (?:at|from)|toi thieu|it nhat)\\s*${MEASURED}`,
    ],
    ['most', `(?:at most|maximum(?: of)?|max|up to|<=|toi da)\\s*${MEASURED}`],
    [
      'above',
      `(?:over|above|(?:more|larger|bigger|heavier) than|>|tren|(?:lon )?hon)\\s*${MEASURED}`,
    ],
    [
      'below',
      `(?:under|below|(?:less|smaller|lighter) than|<|duoi|(?:nho|nhe|it) hon)\\s*${MEASURED}`,
    ],
  ] as const
).map(([limits, source]) => ({
  limits,
  pattern: new RegExp(`(?<![a-z\\d.,])${source}`),
}));

function limitsOf(
  { low, number = '', unit: spelt = '' }: Record<string, string | undefined>,
  limits: Limit,
): Omit<MeasureWish, 'of'> {
  const unit = OTHER_SPELLINGS[spelt] ?? spelt;
  const units = FAMILIES.find((family) => unit in family) ?? { [unit]: 1 };
  const value = toNumber(number) * (units[unit] ?? 1);
  switch (limits) {
    case 'range':
      return {
        units,
        least: Math.min(toNumber(low ?? '') * (units[unit] ?? 1), value),
        most: value,
      };
    case 'least':
      return { units, least: value };
    case 'most':
      return { units, most: value };
    case 'above':
      return { units, least: value * (1 + A_LITTLE) };
    case 'below':
      return { units, most: value * (1 - A_LITTLE) };
  }
}

/** "Over 5 kg" is not 5 kg. */
const A_LITTLE = 1e-6;

/** "1,5" and "1.5" are one and a half, "10,000" and "10.000" ten thousand. */
function toNumber(written: string): number {
  return /[.,]\d{3}/.test(written)
    ? Number(written.replace(/[.,]/g, ''))
    : Number(written.replace(',', '.'));
}

/** These stand beside a measure and are not what it measures. */
const LINKS = new Set(
  'a an the and or with for of in is has have va voi co cho la loai gia tam khoang mau may cai chiec'.split(
    ' ',
  ),
);

function besideOf(before: string, after: string): string | undefined {
  const next = /^ ([a-z]+)(?![a-z\d])/.exec(after)?.[1];
  if (next && !LINKS.has(next)) return next;
  const previous = /(?<![a-z\d])([a-z]+) $/.exec(before)?.[1];
  return previous && !LINKS.has(previous) ? previous : undefined;
}
