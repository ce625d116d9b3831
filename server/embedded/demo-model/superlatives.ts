import type { Utterance } from './utterance.ts';

/** The most or the least of something, as `search_products` takes it. */
export interface MostOf {
  by: string;
  order: 'attribute_asc' | 'attribute_desc';
}

/** "Lightest", "most RAM", "pin trâu nhất". Positions are letters of the utterance. */
export interface Superlative extends MostOf {
  /** What it is of, as it was said; absent where "lightest" says it. */
  named?: string;
  start: number;
  end: number;
}

/** What is asked for the most of, by what it is called, folded. */
const FACTS: Record<string, string> = {
  battery: 'battery(?: life)?|run ?time|burn time|thoi luong pin|dung luong pin|pin',
  ram: 'ram|memory|bo nho ram',
  storage: 'storage(?: space)?|disk space|ssd|hdd|o cung',
  screen: 'screen|display|man hinh',
  'refresh rate': 'refresh rate|tan so quet',
  warranty: 'warranty|guarantee|(?:thoi gian )?bao hanh',
  brightness: 'brightness|lumens?|do sang',
  capacity: 'capacity|suc chua',
  volume: 'volume|lit(?:er|re)s?|dung tich',
  weight: 'weight|trong luong|can nang',
  size: 'room|space|size|kich thuoc',
};
const FACT = Object.entries(FACTS)
  .map(([, names], index) => `(?<f${index}>${names})`)
  .join('|');

/** What says by itself of what it is the most. */
const ADJECTIVES: [string, Superlative['by'], Superlative['order']][] = [
  ['lightest|(?:sieu )?nhe nhat', 'weight', 'attribute_asc'],
  ['heaviest|nang nhat', 'weight', 'attribute_desc'],
  ['brightest|sang nhat', 'brightness', 'attribute_desc'],
  ['warmest|am nhat', 'temperature', 'attribute_asc'],
  ['longest[- ]lasting|lasts? (?:the )?longest|trau nhat', 'battery', 'attribute_desc'],
  [
    'largest|biggest|roomiest|most (?:spacious|roomy)|(?:to|lon|rong(?: rai)?) nhat',
    'size',
    'attribute_desc',
  ],
  ['smallest|most compact|nho(?: gon)? nhat', 'size', 'attribute_asc'],
  ['longest|dai nhat', 'length', 'attribute_desc'],
  ['shortest|ngan nhat', 'length', 'attribute_asc'],
  ['tallest', 'height', 'attribute_desc'],
];

const START = '(?<![\\p{L}\\p{N}])(?:the )?';
const END = '(?![\\p{L}\\p{N}])';
const MUCH = 'trau|lau|khoe|lon|to|rong|nhieu|cao|khung|dai|ben|tot|ngon';
/** "RAM ít nhất 16 GB" is at least so much. */
const LITTLE = 'it(?! nhat\\s*\\d)|thap|nho|ngan';

const FORMS: [RegExp, Superlative['order']][] = (
  [
    [
      `(?:most|highest|largest|biggest|greatest|longest|best(?= (?:battery|warranty|run ?time)))(?: amount of)? (?:${FACT})`,
      'attribute_desc',
    ],
    [`(?:least|lowest|smallest|shortest)(?: amount of)? (?:${FACT})`, 'attribute_asc'],
    [`(?:${FACT}) (?:${MUCH}) nhat`, 'attribute_desc'],
    [`nhieu (?:${FACT}) nhat`, 'attribute_desc'],
    [`(?:${FACT}) (?:${LITTLE}) nhat`, 'attribute_asc'],
  ] as const
).map(([source, order]) => [new RegExp(`${START}(?:${source})${END}`, 'u'), order]);
const WORDS = ADJECTIVES.map(
  ([source, by, order]) => [new RegExp(`${START}(?:${source})${END}`, 'u'), by, order] as const,
);

export function findSuperlative({ raw, folded }: Utterance): Superlative | undefined {
  for (const [pattern, order] of FORMS) {
    const match = pattern.exec(folded);
    const named = Object.keys(FACTS).find((_, index) => match?.groups?.[`f${index}`]);
    if (match && named) {
      const said = Object.values(match.groups ?? {}).find((group) => group !== undefined) ?? '';
      const at = match.index + match[0].indexOf(said);
      return { by: named, order, named: raw.slice(at, at + said.length), ...placeOf(match) };
    }
  }
  for (const [pattern, by, order] of WORDS) {
    const match = pattern.exec(folded);
    if (match) return { by, order, ...placeOf(match) };
  }
  return undefined;
}

const placeOf = ({ index, 0: said }: RegExpExecArray) => ({
  start: index,
  end: index + said.length,
});
