import { LENGTHY_THING } from '../../shared/lengthy-things.ts';
import { NUMBER_IN_WORDS, numberFromWords } from '../../shared/number-words.ts';
import { toMinorUnits } from './money.ts';

/** In minor units of the store's currency; both absent when the price was in another one. */
export interface PriceLimits {
  minPrice?: number;
  maxPrice?: number;
}

/**
 * Reads the first price wish out of a folded text (see `foldText`): what is left of the text, and the limits. Undefined
 * when there is none. Linear in the length of the text for each kind of phrase.
 */
export function takePriceOut(
  folded: string,
  currency: string,
): { text: string; limits: PriceLimits } | undefined {
  const text = inDigits(folded);
  for (const { pattern, read } of PHRASES) {
    for (const found of text.matchAll(pattern)) {
      const limits = read(amountsOf(found, text), currency);
      if (!limits) continue;
      const before = text.slice(0, found.index).replace(LED_TO_IT, '');
      const after = text.slice(found.index + found[0].length).replace(FOLLOWS_IT, '');
      return { text: `${before} ${after}`.replace(/\s+/g, ' ').trim(), limits: inOrder(limits) };
    }
  }
  return undefined;
}

const NUMBER = String.raw`\d{1,3}(?:[., ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2})?`;
const SIGN = String.raw`us\$|\$|usd|€|eur|£|gbp|₫|vnd|d(?=\d)`;
const SCALE = 'trieu|tr|cu|nghin|ngan|million|grand|ty|k|m';
const UNIT = String.raw`us dollars?|dollars?|bucks|usd|\$|euros?|eur|€|pounds|gbp|£|dong|vnd|₫|d`;

/** What stands behind a scale: "15tr5", "1tr250", "3 trieu ruoi", and "1 trieu 2" where nothing follows that it counts. */
const REST = String.raw`(?:\s+(?<halfN>ruoi)|(?<restN>\d{1,3})|\s+(?<tenthN>\d)(?=\s*(?:$|[,.;?!)]|do lai|tro|do xuong)))`;

/** One amount whose groups are named with `id` at their end. */
function amount(id: '1' | '2'): string {
  const rest = REST.replaceAll(/N>/g, `${id}>`);
  return String.raw`(?:(?<sign${id}>${SIGN})\s*)?(?<number${id}>${NUMBER})\s*(?:(?<scale${id}>${SCALE})${rest}?(?![a-z\d]))?\s*(?:(?<unit${id}>${UNIT})(?![a-z\d]))?`;
}

/** After a bare number these say that it is no price: "under 2 kg", "hơn 16 gb", "for 4 people". */
const MEASURE =
  /^(?:[-–]\d+)?\s*(?:(?:kg|kilo|g|gram|gr|lbs?|oz|inch|inches|in|cm|mm|m|km|ft|feet|m2|sqm|gb|tb|mb|bits?|gbps|mbps|mb\/s|hz|ghz|mhz|l|lit|liters?|litres?|ml|cl|wh?|watts?|v|volts?|va|amps?|ah|mah|btu|hp|ngua|bar|db|rpm|dpi|ppm|fps|nits|lumens?|lm|mp|mpx|megapixels?|pixels?|px|people|persons?|nguoi|seasons?|degrees|do|c|years?|nam|tuoi|months?|thang|days?|ngay|hours?|gio|minutes?|phut|cores?|nhan|pages?|trang|sheets?|ports?|cong|channels?|kenh|keys?|phim|buttons?|nut|pieces|pcs|packs?|stars?|sao|x)(?![a-z\d])|["”″%°]|'')/;

/** There are millions of these, and of dong. */
const COUNTED = /^\s*(?:diem(?: anh)?|pixels?|mau|colou?rs?)(?![a-z\d])/;

const BELOW =
  'under|below|less than|cheaper than|not more than|no more than|at most|maximum|max|up to|within|<=?|duoi|toi da|khong qua|khong vuot qua|re hon|it hon|nho hon|thap hon';
const BUDGET =
  '(?:(?:my )?budget|ngan sach|tam tien|tai chinh)(?: (?:of|is|about|around|la|khoang|tam|duoi|toi da))?';
const ABOVE =
  'over|above|more than|at least|minimum|min|starting (?:at|from)|>=?|tren|hon|toi thieu|it nhat';
const ABOUT = 'around|about|approximately|roughly|~|khoang|tam|co';
const OR_LESS =
  '(?:or|and) (?:less|lower|cheaper|under|below)|max|tro xuong|do xuong|do lai|tro lai|quay dau';
const OR_MORE = '(?:or|and) (?:more|higher|over|above|up)|tro len|do len|\\+';

/** What leads to a price and is nothing to look for: "giá dưới …", "that costs less than …". */
const LED_TO_IT =
  /(?<![a-z\d])(?:(?:co|muc|tam|khoang|trong)? ?gia|trong(?: (?:tam|khoang))?|tam|khoang|muc|in the|(?:that |which )?(?:is|are|costs?)|costing|priced?(?: at)?|for|at)[\s:]*$/;

/** And what leads on from it: "15 triệu mua …", "$800 to spend on …". */
const FOLLOWS_IT = /^\s*(?:(?:de )?mua|to (?:spend|buy)(?: on)?|for|on)(?![a-z\d])/;

/** Before a bare number these say that it names a part or a size: "rtx 4060 trở lên", "size 12 or more". */
const NAMED_BY =
  /(?<![a-z\d])(?:rtx|gtx|rx|ryzen|core|ram|ssd|hdd|rom|memory|storage|size|sizes|gen|usb|hdmi|wifi|bluetooth)\s*$/;

interface Amounts extends Record<string, string | undefined> {
  /** What stands before the whole phrase. */
  preceding: string;
  /** What follows the whole phrase. */
  following: string;
}

interface PricePhrase {
  pattern: RegExp;
  /** Undefined when it is no price after all. */
  read(amounts: Amounts, currency: string): PriceLimits | undefined;
}

function phrase(source: string, read: PricePhrase['read']): PricePhrase {
  return { pattern: new RegExp(`(?<![a-z\\d$])${source}`, 'g'), read };
}

/** The first that fits counts, so the more telling ones come first. */
const PHRASES: PricePhrase[] = [
  phrase(
    `(?:(?<said>between|from|price|tu|khoang|giua|gia|gia tu|tam) )?${amount('1')}\\s*(?:-|–|&|to|and|den|toi|va)\\s*${amount('2')}`,
    (amounts, currency) => {
      const trusted = Boolean(amounts.said ?? amounts.sign1 ?? amounts.unit1);
      const high = readAmount(amounts, { id: '2', currency, trusted });
      if (!high) return undefined;
      const scale1 = amounts.scale1 ?? amounts.scale2;
      const low = readAmount({ ...amounts, scale1 }, { id: '1', currency, trusted: true });
      if (!low) return undefined;
      return { minPrice: low.minor, maxPrice: high.minor };
    },
  ),
  limiting(`(?:${BELOW}|${BUDGET})\\s*:?\\s*${amount('1')}`, atMost),
  limiting(`${amount('1')}\\s*(?:${OR_LESS})(?![a-z])`, atMost),
  limiting(`(?:(?:gia )?tu )?${amount('1')}\\s*(?:${OR_MORE})`, atLeast),
  limiting(`(?:${ABOVE})\\s*${amount('1')}`, atLeast),
  limiting(`(?:${ABOUT})\\s*${amount('1')}`, nearby),
  limiting(`${amount('1')} (?:price )?range(?![a-z])`, nearby),
  phrase(`(?:from|tu) ${amount('1')}`, (amounts, currency) => {
    const found = readAmount(amounts, { id: '1', currency, trusted: false });
    return found && { minPrice: found.minor };
  }),
  phrase(`(?:(?:price|gia)(?: la)? )?${amount('1')}(?![a-z\\d])`, (amounts, currency) => {
    const found = readAmount(amounts, { id: '1', currency, trusted: false });
    return found && { maxPrice: found.minor };
  }),
];

/** A phrase whose words say that its number is a price. */
function limiting(source: string, limits: (minor: number) => PriceLimits): PricePhrase {
  return phrase(source, (amounts, currency) => {
    const found = readAmount(amounts, { id: '1', currency, trusted: true });
    if (!found) return undefined;
    return found.minor === undefined ? {} : limits(found.minor);
  });
}

function atMost(maxPrice: number): PriceLimits {
  return { maxPrice };
}

function atLeast(minPrice: number): PriceLimits {
  return { minPrice };
}

function nearby(price: number): PriceLimits {
  return { minPrice: Math.floor(price * 0.85), maxPrice: Math.ceil(price * 1.15) };
}

function inOrder({ minPrice, maxPrice }: PriceLimits): PriceLimits {
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    return { minPrice: maxPrice, maxPrice: minPrice };
  }
  return { minPrice, maxPrice };
}

function amountsOf(found: RegExpExecArray, text: string): Amounts {
  return {
    ...found.groups,
    preceding: text.slice(Math.max(0, found.index - 20), found.index),
    following: text.slice(found.index + found[0].length, found.index + found[0].length + 20),
  };
}

/**
 * `trusted`: words around it say that it is a price, so that it needs no sign of its own. `minor` is undefined for
 * a price in another currency; the whole is undefined when it is no price.
 */
function readAmount(
  amounts: Amounts,
  { id, currency, trusted }: { id: '1' | '2'; currency: string; trusted: boolean },
): { minor: number | undefined } | undefined {
  const scale = amounts[`scale${id}`];
  const mark = amounts[`sign${id}`] ?? amounts[`unit${id}`];
  const decimals = amounts[`rest${id}`] ?? amounts[`tenth${id}`] ?? (amounts[`half${id}`] && '5');
  const digits = plainDecimal(amounts[`number${id}`] ?? '', decimals);
  const value = scaled(digits, scale);
  if (value === undefined) return undefined;
  const named = mark === undefined ? currencyOfScale(scale) : currencyOfMark(mark);
  if (named === 'VND' && Number(value) < 1_000) return undefined;
  // "4k" alone is a resolution, "500k" is money.
  const isScaled = scale !== undefined && (scale !== 'k' || Number(digits) >= 10);
  if (scale === 'm' && !meansMillions(amounts, currency, trusted)) return undefined;
  const isMoney = mark !== undefined || (isScaled && !COUNTED.test(amounts.following));
  const isOther = MEASURE.test(amounts.following) || NAMED_BY.test(amounts.preceding);
  const mayBe = trusted && looksLikePrice(value, currency) && !isOther;
  if (!isMoney && !mayBe) return undefined;
  if (named !== undefined && named !== currency) return { minor: undefined };
  const minor = toMinorUnits(value, currency);
  return minor === undefined ? undefined : { minor };
}

/** "Under 25m" in a shop that sells for dong, but of no cable. */
function meansMillions(
  { preceding, following }: Amounts,
  currency: string,
  trusted: boolean,
): boolean {
  return trusted && currency === 'VND' && !LENGTHY_THING.test(`${preceding} ${following}`);
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
  m: 1_000_000,
  nghin: 1_000,
  ngan: 1_000,
  grand: 1_000,
  k: 1_000,
  ty: 1_000_000_000,
};
const NO_CURRENCY = new Set(['k', 'm', 'million', 'grand']);

/** Vietnamese words for thousands and millions speak of dong. */
function currencyOfScale(scale: string | undefined): string | undefined {
  return scale === undefined || NO_CURRENCY.has(scale) ? undefined : 'VND';
}

/** "1.299.000" → "1299000", "1,299.50" → "1299.50", "15" and decimals "5" (15tr5) → "15.5". */
function plainDecimal(number: string, rest: string | undefined): string {
  const [, whole = '', fraction] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(number) ?? [];
  const decimals = rest ?? fraction;
  const digits = whole.replace(/[., ]/g, '');
  return decimals === undefined ? digits : `${digits}.${decimals}`;
}

function scaled(decimal: string, scale: string | undefined): string | undefined {
  const factor = scale === undefined ? 1 : (SCALES[scale] ?? 1);
  if (factor === 1) return decimal;
  const value = Math.round(Number(decimal) * factor);
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

const IN_WORDS = new RegExp(
  `(?<![a-z\\d])(?<words>${NUMBER_IN_WORDS})(?<money> (?:${SCALE}|${UNIT})(?![a-z\\d]))?(?![a-z\\d])`,
  'g',
);

/** "hai triệu" and "fifty dollars" in digits; without money, only what nobody says of anything small: "two hundred". */
function inDigits(text: string): string {
  return text.replace(IN_WORDS, (said: string, ...found: unknown[]) => {
    const { words, money } = found.at(-1) as { words: string; money?: string };
    const isLarge = / (?:hundred|thousand)(?![a-z])/.test(words);
    const number = money || isLarge ? numberFromWords(words.split(' ')) : undefined;
    return number === undefined || words === 'a' ? said : `${number}${money ?? ''}`;
  });
}
