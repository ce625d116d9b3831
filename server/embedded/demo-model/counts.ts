import { numberFromWords } from '../../../shared/number-words.ts';
import type { Utterance } from './utterance.ts';

/** How many pieces a sentence speaks of, and where, in letters of the utterance. */
export interface Count {
  /** Undefined where nobody can buy so many: none, half a one, more than a cart takes. */
  quantity?: number;
  start: number;
  end: number;
}

/** As `calculate_discount` takes it. */
export const MOST_PIECES = 999;

const START = '(?<![\\p{L}\\p{N}.,-])';
const FIGURE = '-?\\d+(?:[.,]\\d{1,2})?(?![\\d.,]*\\d)';
const GROUPED = '\\d{1,3}(?:[.,]\\d{3})+';
const SPOKEN = 'two|three|four|five|six|seven|eight|nine|ten|hai|ba|bon|nam|sau|bay|tam|chin|muoi';
const PIECES = new RegExp(
  `${START}(?<number>${GROUPED}|${FIGURE}|${SPOKEN})\\s(?:of (?:them|those|these|it|each)|pieces|items|units|pairs?|sets|pcs|cai|doi|bo|chiec|mau|con|may)\\b(?! (?:dau|tren|nay|do|kia)\\b)`,
  'u',
);
/** "I want to buy 3 Larch 2 tents". */
const BUYING = new RegExp(
  `\\b(?:buy|get|order|purchase|mua|lay|dat)\\s(?<number>${FIGURE})\\s(?!(?:trieu|tr|cu|million|nghin|k)\\b)`,
  'u',
);
const MEASURES =
  'x|percent|phan tram|people|persons?|man|nguoi|seasons?|mua|inch|inches|in|gb|tb|kg|g|l|lit|liters?|litres?|mm|cm|m|hz|w|mah|days?|ngay|trieu|tr|cu|million|nghin|ngan|k|usd|dollars?|dong|and|or|va|hay';
/** "SAVE10 on 2 Lull 3 tents", "3 x Larch 2", "3 Pebble 4 with TRAIL15"; not "for 4 people" or "on a 16 inch laptop". */
const BEFORE_NAME = new RegExp(
  `(?:(?:^\\s*|\\b(?:on|to|for|with|cho|tinh|how much are)\\s)(?<number>${FIGURE})|${START}(?<times>${FIGURE})\\s?x)\\s(?!(?:${MEASURES})\\b)(?=[a-z])`,
  'u',
);
/** "Larch 2 x2". */
const AFTER_NAME = new RegExp(
  `\\s[x×*]\\s?(?<number>${FIGURE})(?=[\\s,.!?]*$|\\s(?:with|and|using|code|coupon|ma|voi|ap)\\b)`,
  'u',
);
const LEADING =
  '(?:make|it|that|total|price|tong|wait|actually|just|only|no|ok|okay|sorry|and|what|how|about|if|i|we|take|buy|get|for|want|thoi|chi|lay|mua|con|the|neu|vay|doi|thanh)[\\s,]+';
const FOLLOWING = '[\\s,]+(?:then|please|instead|only|thoi|nhe|nha|di|a|thi|sao)';
/** "Make that 3", "actually just 1", "thôi lấy 2", "1 instead": of what was priced before. */
const ALONE = new RegExp(
  `^\\s*(?:(?:${LEADING})+(?<number>${FIGURE}|${SPOKEN})(?:${FOLLOWING})*|(?<times>${FIGURE})(?:${FOLLOWING})+)[\\s?!.]*$`,
  'u',
);

/** "2 of them", "mua 3 cái", "hai chiếc". */
export function findPieces({ folded }: Utterance): Count | undefined {
  return countOf(PIECES.exec(folded));
}

/** The same, and where a name follows: "3 x Larch 2". */
export function findCount({ folded }: Utterance): Count | undefined {
  return countOf(
    BUYING.exec(folded) ??
      PIECES.exec(folded) ??
      AFTER_NAME.exec(folded) ??
      BEFORE_NAME.exec(folded),
  );
}

/** A sentence that says nothing but another number. */
export function findBareCount({ folded }: Utterance): Count | undefined {
  return countOf(ALONE.exec(folded));
}

function countOf(match: RegExpExecArray | null): Count | undefined {
  const said = match?.groups?.number ?? match?.groups?.times;
  if (!match || said === undefined) return undefined;
  return {
    quantity: wholePieces(said),
    start: match.index + (AFTER_NAME.test(match[0]) ? 0 : match[0].indexOf(said)),
    end: match.index + match[0].trimEnd().length,
  };
}

function wholePieces(said: string): number | undefined {
  const digits = new RegExp(`^${GROUPED}$`).test(said)
    ? said.replace(/[.,]/g, '')
    : said.replace(',', '.');
  const number = numberFromWords([said]) ?? Number(digits);
  return Number.isInteger(number) && number >= 1 && number <= MOST_PIECES ? number : undefined;
}
