import { type Amount, findAmounts } from './amounts.ts';
import { tokensWithin, type Utterance } from './utterance.ts';

/** What the shopper wants to spend, in whole units of the shop's currency. */
export interface Budget {
  min?: number;
  max?: number;
  /** The budget is in another currency; we cannot convert, so it does not limit anything. */
  foreign: boolean;
  /** The words that said so: they are not what to search for. */
  tokens: number[];
}

const MAX_BEFORE =
  /(?:(?:(?:wo|do|ca|would)n'?t |not |never |cannot )?(?:want to |going to |like to )?(?:spend|pay|go)(?:ing)? (?:any )?(?:more th[ae]n|over|above)|under|below|beneath|less th[ae]n|cheaper than|lower than|up to|at most|max(?:imum)?|within|no more than|not more than|not over|budget(?: is| of| about)?|spend(?: up to)?|duoi|toi da|khong qua|khong hon|nho hon|it hon|thap hon|re hon|ngan sach(?: la| tam| khoang)?|trong tam|tro xuong)[\s:=,]*$/;
const MIN_BEFORE =
  /(?:over|above|more th[ae]n|at least|min(?:imum)?|starting(?: at| from)?|from|upwards of|tren|hon|it nhat|toi thieu|tu|cao hon)[\s:]*$/;
const AROUND_BEFORE =
  /(?:around|about|roughly|approximately|approx\.?|circa|near|~|khoang|tam|tam gia|gia tam|chung|quanh|gan)\s*$/;
const MAX_AFTER = /^\s*(?:or less|or under|max(?:imum)?|tops|tro xuong|do lai|quay dau)(?!\p{L})/u;
const MIN_AFTER = /^\s*(?:or more|and up|\+|tro len)(?!\p{L})/u;
const RANGE_BETWEEN = /^\s*(?:-|–|—|~|to|and|den|toi|va)\s*$/;
const RANGE_BEFORE = /(?:between|from|range(?: of)?|tu|giua|khoang|tam)\s*$/;

/** Undefined when no amount limits the search. */
export function findBudget(utterance: Utterance, shopCurrency: string): Budget | undefined {
  const amounts = findAmounts(utterance, shopCurrency);
  for (const [index, amount] of amounts.entries()) {
    const next = amounts[index + 1];
    const budget = (next && readRange(utterance, amount, next)) ?? readLimit(utterance, amount);
    if (budget) return inShopCurrency(budget, shopCurrency);
  }
  return undefined;
}

interface Limits {
  min?: number;
  max?: number;
  currency?: string;
  tokens: number[];
}

function readRange(utterance: Utterance, first: Amount, second: Amount): Limits | undefined {
  const { folded } = utterance;
  if (!RANGE_BETWEEN.test(folded.slice(first.end, second.start))) return undefined;
  const opening = RANGE_BEFORE.exec(folded.slice(0, first.start))?.[0] ?? '';
  const certain = first.certain || second.certain;
  if (!certain && (!opening || second.value < 20)) return undefined;
  const low =
    first.certain || !second.certain ? first.value : bareValue(utterance, first) * second.scale;
  return {
    min: Math.min(low, second.value),
    max: Math.max(low, second.value),
    currency: first.currency ?? second.currency,
    tokens: tokensWithin(utterance, { start: first.start - opening.length, end: second.end }),
  };
}

/** Without the scale that was guessed for it; in words it has none. */
function bareValue({ folded }: Utterance, { start, end, value }: Amount): number {
  const said = folded.slice(start, end);
  return /\d/.test(said) ? Number(said.replace(',', '.')) : value;
}

function readLimit(utterance: Utterance, amount: Amount): Limits | undefined {
  const before = utterance.folded.slice(0, amount.start);
  const after = utterance.folded.slice(amount.end);
  const words = (pattern: RegExp, text: string) => pattern.exec(text)?.[0].length ?? 0;
  const [most, least] = [words(MAX_BEFORE, before), words(MIN_BEFORE, before)];
  const [mostAfter, leastAfter] = [words(MAX_AFTER, after), words(MIN_AFTER, after)];
  const around =
    words(AROUND_BEFORE, before) || (amount.certain ? roughlySized(utterance, amount) : 0);
  const marked = most || least || mostAfter || leastAfter || around;
  if (!amount.certain && !(marked && amount.value >= 20)) return undefined;
  const tokens = tokensWithin(utterance, {
    start: amount.start - Math.max(most, least, around),
    end: amount.end + Math.max(mostAfter, leastAfter),
  });
  const { value, currency } = amount;
  // "rẻ hơn" holds "hơn": the longer marker is what was meant.
  if (mostAfter || (most && most >= least)) return { max: value, currency, tokens };
  if (leastAfter || least) return { min: value, currency, tokens };
  if (around) return { min: percentOf(value, 80), max: percentOf(value, 120), currency, tokens };
  return { max: value, currency, tokens };
}

/** "cỡ 20 triệu"; without its mark "co" is `có`, and "cỡ 42" is a size. */
function roughlySized({ raw }: Utterance, { start }: Amount): number {
  return /cỡ\s*$/i.exec(raw.slice(0, start))?.[0].length ?? 0;
}

function percentOf(value: number, percent: number): number {
  const exact = (value * percent) / 100;
  return value >= 1000 ? Math.round(exact) : Math.round(exact * 100) / 100;
}

function inShopCurrency({ min, max, currency, tokens }: Limits, shopCurrency: string): Budget {
  if (currency && shopCurrency && currency !== shopCurrency) return { foreign: true, tokens };
  return { min, max, foreign: false, tokens };
}
