import { LENGTHY_THING } from '../../../shared/lengthy-things.ts';
import { NUMBER_IN_WORDS, numberFromWords } from '../../../shared/number-words.ts';
import type { Utterance } from './utterance.ts';

/** An amount of money somebody wrote, in whole units of a currency. Positions are letters of the utterance. */
export interface Amount {
  value: number;
  /** Named or implied ("triệu" is dong); absent when it may be any. */
  currency?: string;
  /** The words alone say that it is money: a unit, a currency, or several groups of digits. */
  certain: boolean;
  /** What a bare number beside it inherits: the 15 of "15-20 triệu". */
  scale: number;
  start: number;
  end: number;
}

const UNITS: Record<string, number> = {
  trieu: 1e6,
  tr: 1e6,
  cu: 1e6,
  million: 1e6,
  m: 1e6,
  millions: 1e6,
  nghin: 1e3,
  ngan: 1e3,
  k: 1e3,
  thousand: 1e3,
  grand: 1e3,
};
const DONG_UNITS = new Set(['trieu', 'tr', 'cu', 'nghin', 'ngan']);
const CURRENCIES: [RegExp, string][] = [
  [/^(?:us)?\$$|^usd$|^dollars?$|^bucks?$|^do(?: la)?$/, 'USD'],
  [/^₫$|^d$|^dong$|^vnd$/, 'VND'],
  [/^€$|^eur$|^euros?$/, 'EUR'],
  [/^£$|^gbp$|^pounds?$/, 'GBP'],
];
const DIGITS = '\\d{1,3}(?:[.,]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d+(?:[.,]\\d{1,2}(?!\\d))?';
const UNIT = 'trieu|tr|cu|millions?|nghin|ngan|k|thousand|grand|m';
const CURRENCY =
  '₫|us\\$|\\$|€|£|usd|vnd|eur|gbp|dollars?|bucks?|euros?|pounds?|dong|do la|do(?! lai)|d';
const GROUPED = /[.,]\d{3}(?:$|[.,])/;
const NOT_A_LETTER = '(?![\\p{L}\\p{N}])';
const AMOUNT = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(?<before>us\\$|[$€£₫])?\\s?` +
    `(?:(?<digits>${DIGITS})|(?<words>${NUMBER_IN_WORDS}))` +
    `(?:\\s?(?<unit>${UNIT})(?:(?<rest>\\d{1,3})${NOT_A_LETTER}|(?<half>\\sruoi)?${NOT_A_LETTER}))?` +
    `(?:\\s?(?<after>${CURRENCY})${NOT_A_LETTER})?`,
  'gu',
);
/** After a bare number: then it counts or measures something that is not money. */
const MEASURE =
  /^\s?-?\s?(?:"|''|%|°|x\s?\d|(?:nguoi|persons?|people|man|p|seasons?|mua|inch|in|gb|tb|mb|kg|g|gram|grams|lbs?|oz|l|lit|liters?|litres?|ml|m|cm|mm|km|w|wh|hz|mah|mp|k|c|f|gio|tieng|phut|hours?|minutes?|h|days?|ngay|thang|months?|years?|nam|tuoi|cai|chiec|mau|items?|pieces?|of|nhan|cores?|lumens?|lm|sq|ft|laptops?|tents?|leu|may|sao|stars?)(?![\p{L}\p{N}]))/u;

/** "Ram 16 trở lên", "RTX 4060", "size 12 or more": a part or a size. */
const NAMED_BY =
  /(?<![a-z\d])(?:rtx|gtx|rx|ryzen|core|ram|ssd|hdd|size|sizes)\s+(?:(?:tren|over|above|tu|from|at least|it nhat|toi thieu)\s+)?$/;

/** Every number that may be money, from left to right. `shopCurrency` decides what small bare numbers mean. */
export function findAmounts(utterance: Utterance, shopCurrency: string): Amount[] {
  return [...utterance.folded.matchAll(AMOUNT)].flatMap((match) => {
    const amount = readAmount(match, utterance, shopCurrency);
    return amount ? [amount] : [];
  });
}

function readAmount(
  match: RegExpExecArray,
  { raw, folded }: Utterance,
  shopCurrency: string,
): Amount | undefined {
  const { before, digits, words = '', unit, rest, half, after } = match.groups ?? {};
  const start = match.index + match[0].length - match[0].trimStart().length;
  const end = match.index + match[0].length;
  const number = digits ? parseDigits(digits) : numberFromWords(words.split(/\s/));
  if (!number) return undefined;
  if (unit === 'm' && (shopCurrency !== 'VND' || LENGTHY_THING.test(folded))) return undefined;
  const said = raw.slice(start, end).toLowerCase();
  const sign = before ?? (isOtherWord(after, said, number) ? undefined : after);
  const named = unit !== undefined || sign !== undefined;
  const isOther = measures(folded.slice(end)) || NAMED_BY.test(folded.slice(0, start));
  if (!named && (isSmall(words) || isOther)) return undefined;
  const grouped = GROUPED.test(digits ?? '');
  const scale =
    (unit && UNITS[unit]) || (named || grouped ? 1 : impliedScale(number, shopCurrency));
  const decimals = rest ? Number(`0.${rest}`) : half ? 0.5 : 0;
  return {
    value: Math.round((number + decimals) * scale * 100) / 100,
    currency: currencyOf(sign) ?? (unit && DONG_UNITS.has(unit) ? 'VND' : undefined),
    // "4K" is a kind of screen before it is money, "5m" a length.
    certain:
      sign !== undefined ||
      grouped ||
      (unit !== undefined && unit !== 'm' && !(unit === 'k' && number < 10)),
    scale,
    start,
    end,
  };
}

/** "Two" alone is no money; the first of "one hundred and two hundred dollars" is. */
function isSmall(words: string): boolean {
  return words !== '' && !/\s(?:hundred|thousand|tram)$/.test(words);
}

/** Also the 15 of "15 to 20 liters". */
function measures(following: string): boolean {
  return MEASURE.test(following.replace(/^\s*(?:-|to|den|toi)\s*\d+/, ''));
}

/** `20 triệu đó` and `do you` are no dollars, "3D" is no price: only `đô` and `đ` are sure. */
function isOtherWord(word: string | undefined, said: string, number: number): boolean {
  if (word === 'do') return !said.endsWith('đô');
  return word === 'd' && !said.endsWith('đ') && number < 1000;
}

/** 20.000.000 and 1,500 are groups of three; 1.5, 1,5 and the end of 1,200.50 are decimals. */
function parseDigits(digits: string): number {
  if (!GROUPED.test(digits)) return Number(digits.replace(',', '.'));
  const [, groups = digits, decimals = '0'] = /^(.*[.,]\d{3})[.,](\d{1,2})$/.exec(digits) ?? [];
  return Number(`${groups.replace(/[.,]/g, '')}.${decimals}`);
}

/** Nobody pays 20 dong: in a Vietnamese shop 20 is 20 million and 500 is 500 thousand. */
function impliedScale(value: number, shopCurrency: string): number {
  if (shopCurrency !== 'VND' || value >= 1000) return 1;
  return value <= 100 ? 1e6 : 1e3;
}

function currencyOf(sign: string | undefined): string | undefined {
  return sign && CURRENCIES.find(([pattern]) => pattern.test(sign))?.[1];
}
