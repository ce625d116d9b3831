import { foldText } from './fold-text.ts';
import { toMinorUnits } from './money.ts';

/** What a shopper typed, with the price taken out of the words. Amounts in minor units. */
export interface ParsedProductQuery {
  /** Folded (see `foldText`); empty when nothing but a price was said. */
  text: string;
  minPrice?: number;
  maxPrice?: number;
}

/**
 * Reads English and Vietnamese prices out of a search: "under $300", "dưới 20 triệu", "15-20tr", "từ 5 triệu trở lên".
 * A price alone ("laptop 20tr") is a budget, so a maximum; "around" and "khoảng" mean 15 % more or less.
 * A price in another currency than the store's is taken out and filters nothing.
 */
export function parseProductQuery(typed: string, currency: string): ParsedProductQuery {
  let text = foldText(withoutFillers(typed.slice(0, LONGEST_TEXT)));
  for (const { pattern, read } of PHRASES) {
    const found = pattern.exec(text);
    if (!found?.groups) continue;
    const limits = read(found.groups, currency);
    if (!limits) continue;
    text = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return { text: text.replace(/\s+/g, ' ').trim(), ...sensible(limits) };
  }
  return { text };
}

/** A longer wish is cut here. */
const LONGEST_TEXT = 500;

interface Limits {
  minPrice?: number;
  maxPrice?: number;
}

function sensible({ minPrice, maxPrice }: Limits): Limits {
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    return { minPrice: maxPrice, maxPrice: minPrice };
  }
  return { minPrice, maxPrice };
}

const NUMBER = String.raw`\d{1,3}(?:[., ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2})?`;
const SIGN = String.raw`us\$|\$|usd|€|eur|£|gbp|₫|vnd|d(?=\d)`;
const SCALE = 'trieu|tr|cu|nghin|ngan|million|ty|k';
const UNIT = String.raw`us dollars?|dollars?|bucks|usd|\$|euros?|eur|€|pounds|gbp|£|dong|vnd|₫|d`;

/** One amount whose groups are named with `id` at their end. */
const amount = (id: string) =>
  String.raw`(?:(?<sign${id}>${SIGN})\s*)?(?<number${id}>${NUMBER})\s*(?:(?<scale${id}>${SCALE})(?<tenth${id}>\d)?(?![a-z\d]))?\s*(?:(?<unit${id}>${UNIT})(?![a-z\d]))?`;

/** After a number these say that it is no price: "under 2 kg", "hơn 16 gb", "for 4 people". */
const NO_PRICE = String.raw`(?![\d.,]*\s*(?:kg|kilo|g|gram|gr|lbs?|oz|inch|inches|in|"|cm|mm|m|km|gb|tb|mb|hz|ghz|mhz|l|lit|liters?|litres?|w|wh|mah|mp|mpx|people|persons?|nguoi|seasons?|mua|degrees|do|%|°|years?|nam|tuoi|hours?|gio|cores?|nhan|x)(?![a-z\d]))`;

const BELOW =
  'under|below|less than|cheaper than|not more than|no more than|at most|maximum|max|up to|within|<=?|duoi|toi da|khong qua|khong vuot qua|re hon|it hon|nho hon';
const BUDGET =
  '(?:(?:my )?budget|ngan sach|tam tien|tai chinh)(?: (?:of|is|about|around|la|khoang|tam|duoi|toi da))?';
const ABOVE =
  'over|above|more than|at least|minimum|min|starting at|>=?|tren|hon|toi thieu|it nhat';
const ABOUT = 'around|about|approximately|roughly|~|khoang|tam|co';

type Groups = Record<string, string | undefined>;

interface PricePhrase {
  pattern: RegExp;
  /** Undefined when it is no price after all. */
  read(groups: Groups, currency: string): Limits | undefined;
}

const START = String.raw`(?<![a-z\d$])`;

/** The first that fits counts, so the more telling ones come first. */
const PHRASES: PricePhrase[] = [
  {
    pattern: new RegExp(
      `${START}(?:(?<said>between|from|price|tu|khoang|gia|gia tu|tam) )?${amount('1')}\\s*(?:-|–|to|and|den|toi)\\s*${amount('2')}${NO_PRICE}`,
    ),
    read(groups, currency) {
      const trusted = Boolean(groups.said ?? groups.sign1 ?? groups.unit1);
      const high = readAmount(groups, { id: '2', currency, trusted });
      if (!high) return undefined;
      const scale1 = groups.scale1 ?? groups.scale2;
      const low = readAmount({ ...groups, scale1 }, { id: '1', currency, trusted: true });
      if (!low) return undefined;
      return { minPrice: low.minor, maxPrice: high.minor };
    },
  },
  {
    pattern: new RegExp(`${START}(?:${BELOW}|${BUDGET})\\s*:?\\s*${amount('1')}${NO_PRICE}`),
    read: (groups, currency) => limit(groups, currency, (maxPrice) => ({ maxPrice })),
  },
  {
    pattern: new RegExp(
      `${START}${amount('1')}\\s*(?:or less|or under|max|tro xuong|do lai)(?![a-z])`,
    ),
    read: (groups, currency) => limit(groups, currency, (maxPrice) => ({ maxPrice })),
  },
  {
    pattern: new RegExp(
      `${START}(?:(?:gia )?tu )?${amount('1')}\\s*(?:or more|or over|and up|tro len|\\+)`,
    ),
    read: (groups, currency) => limit(groups, currency, (minPrice) => ({ minPrice })),
  },
  {
    pattern: new RegExp(`${START}(?:${ABOVE})\\s*${amount('1')}${NO_PRICE}`),
    read: (groups, currency) => limit(groups, currency, (minPrice) => ({ minPrice })),
  },
  {
    pattern: new RegExp(`${START}(?:${ABOUT})\\s*${amount('1')}${NO_PRICE}`),
    read: (groups, currency) => limit(groups, currency, nearby),
  },
  {
    pattern: new RegExp(`${START}(?:from|tu) ${amount('1')}${NO_PRICE}`),
    read(groups, currency) {
      const found = readAmount(groups, { id: '1', currency, trusted: false });
      return found && { minPrice: found.minor };
    },
  },
  {
    pattern: new RegExp(`${START}(?:(?:price|gia)(?: la)? )?${amount('1')}(?![a-z\\d])`),
    read(groups, currency) {
      const found = readAmount(groups, { id: '1', currency, trusted: false });
      return found && { maxPrice: found.minor };
    },
  },
];

function nearby(price: number): Limits {
  return { minPrice: Math.floor(price * 0.85), maxPrice: Math.ceil(price * 1.15) };
}

function limit(groups: Groups, currency: string, limits: (minor: number) => Limits) {
  const found = readAmount(groups, { id: '1', currency, trusted: true });
  if (!found) return undefined;
  return found.minor === undefined ? {} : limits(found.minor);
}

/**
 * `trusted`: words around it say that it is a price, so that it needs no sign of its own. `minor` is undefined for
 * a price in another currency; the whole is undefined when it is no price.
 */
function readAmount(
  groups: Groups,
  { id, currency, trusted }: { id: string; currency: string; trusted: boolean },
): { minor: number | undefined } | undefined {
  const scale = groups[`scale${id}`];
  const mark = groups[`sign${id}`] ?? groups[`unit${id}`];
  const digits = plainDecimal(groups[`number${id}`] ?? '', groups[`tenth${id}`]);
  const value = scaled(digits, scale);
  if (value === undefined) return undefined;
  const named = mark === undefined ? currencyOfScale(scale) : currencyOfMark(mark);
  if (named === 'VND' && Number(value) < 1_000) return undefined;
  // "4k" alone is a resolution, "500k" is money.
  const isMoney =
    mark !== undefined || (scale !== undefined && (scale !== 'k' || Number(digits) >= 10));
  if (!isMoney && !(trusted && looksLikePrice(value, currency))) return undefined;
  if (named !== undefined && named !== currency) return { minor: undefined };
  const minor = toMinorUnits(value, currency);
  return minor === undefined ? undefined : { minor };
}

/** Nobody means 20 ₫ by "dưới 20". */
function looksLikePrice(value: string, currency: string): boolean {
  return currency === 'VND' ? Number(value) >= 1_000 : Number(value) > 0;
}

function currencyOfMark(mark: string): string {
  if (mark.startsWith('€') || mark.startsWith('eur')) return 'EUR';
  if (mark === '£' || mark === 'gbp' || mark === 'pounds') return 'GBP';
  return ['₫', 'd', 'dong', 'vnd'].includes(mark) ? 'VND' : 'USD';
}

const SCALES: Record<string, number> = {
  trieu: 1_000_000,
  tr: 1_000_000,
  cu: 1_000_000,
  million: 1_000_000,
  nghin: 1_000,
  ngan: 1_000,
  k: 1_000,
  ty: 1_000_000_000,
};

/** Vietnamese words for thousands and millions speak of dong. */
function currencyOfScale(scale: string | undefined): string | undefined {
  return scale === undefined || scale === 'k' || scale === 'million' ? undefined : 'VND';
}

/** "1.299.000" → "1299000", "1,299.50" → "1299.50", "15" and tenth "5" (15tr5) → "15.5". */
function plainDecimal(number: string, tenth: string | undefined): string {
  const [, whole = '', fraction] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(number) ?? [];
  const decimals = tenth ?? fraction;
  const digits = whole.replace(/[., ]/g, '');
  return decimals === undefined ? digits : `${digits}.${decimals}`;
}

function scaled(decimal: string, scale: string | undefined): string | undefined {
  const factor = scale === undefined ? 1 : (SCALES[scale] ?? 1);
  if (factor === 1) return decimal;
  const value = Math.round(Number(decimal) * factor);
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

/**
 * Words around a wish. Vietnamese ones count only with their diacritics, since without them they are other words too
 * (tìm and tím), and those that have none only after another one (muốn mua, but áo mưa typed as "ao mua").
 */
const FILLERS = new Set(
  (
    'i want need looking show find please buy have you something anything recommend ' +
    'tôi mình muốn cần tìm có không nào gì được với là ạ nhé giúp xem bạn ơi'
  ).split(' '),
);
const FILLERS_AFTER_ANOTHER = new Set(['mua', 'cho', 'em', 'anh']);

function withoutFillers(typed: string): string {
  let afterFiller = false;
  const kept = typed
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => {
      const plain = word.toLowerCase().replace(/[.,!?]+$/, '');
      afterFiller = FILLERS.has(plain) || (afterFiller && FILLERS_AFTER_ANOTHER.has(plain));
      return !afterFiller;
    });
  return kept.join(' ');
}
