import { findUnwanted } from '../../shared/unwanted-words.ts';
import { foldText } from './fold-text.ts';
import { type PriceLimits, takePriceOut } from './price-limits.ts';

/** What a shopper typed, with the price and what is not wanted taken out of the words. Amounts in minor units. */
export interface ParsedProductQuery extends PriceLimits {
  /** Folded (see `foldText`); empty when nothing else was said. */
  text: string;
  /** What shall not be, as it was said in lower case; absent when nothing. */
  without?: string[];
}

/**
 * Reads English and Vietnamese prices out of a search: "under $300", "dưới 20 triệu", "15-20tr", "từ 5 triệu trở lên",
 * "not over fifty dollars", "không quá 3 triệu rưỡi". A price alone ("laptop 20tr") is a budget, so a maximum; "around"
 * and "khoảng" mean 15 % more or less. "Not Samsung" and "không lấy Asus" are what shall not be (see `findUnwanted`). A price in another currency than the store's is taken out and filters nothing;
 * without a `currency` none is looked for.
 */
export function parseProductQuery(typed: string, currency: string | undefined): ParsedProductQuery {
  const said = saidPlainly(typed.slice(0, LONGEST_TEXT).normalize('NFC').toLowerCase());
  const unwanted = findUnwanted(said);
  const plain = unwanted.reduceRight(
    (left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`,
    said,
  );
  const text = foldText(withoutFillers(plain))
    .replace(TERA, '$1 tb')
    .replace(CHEAPLY, ' ')
    .replace(MOST, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const priced = currency === undefined ? undefined : takePriceOut(text, currency);
  const without = [...unwanted.flatMap(({ names }) => names), ...notForAdults(said)];
  return {
    text: priced?.text ?? text,
    ...priced?.limits,
    ...(without.length > 0 && { without }),
  };
}

/** Whether it is worth knowing the store's currency before `typed` is read. */
export function mayNamePrice(typed: string): boolean {
  return /\p{N}|hundred|thousand|dollar|bucks|euro|pound|tri[eệ]u|ngh[iì]n|ng[aà]n|(?:c[uủ]|t[yỷ])(?!\p{L})/iu.test(
    typed.normalize('NFC'),
  );
}

/** A longer wish is cut here. */
const LONGEST_TEXT = 500;

/** Who looks for something for women looks for nothing that is called a kids' one. */
function notForAdults(said: string): string[] {
  const isForAdults =
    /(?<!\p{L})(?:wom[ae]n|m[ae]n|ladies|adults?|phụ nữ|đàn ông|người lớn)(?:['’]?s)?(?!\p{L})/u;
  const isForChildren =
    /(?<!\p{L})(?:kids?|child|children|boys?|girls?|bab(?:y|ies)|trẻ|bé)(?!\p{L})/u;
  return isForAdults.test(said) && !isForChildren.test(said) ? ['kids'] : [];
}

/** As it is said: "ssd 1 tera". */
const TERA = /(?<![a-z\d])(\d{1,3}) ?tera(?:bytes?)?(?![a-z\d])/g;

/** Says only how a price should be, and no product is described so. */
const CHEAPLY =
  /(?<![a-z\d])(?:cheap(?:est)?|affordable|inexpensive|gia re|re nhat|gia tot)(?![a-z\d])/g;

/** The most of something is not what any product is called: "lightest tent" is no lamp. */
const MOST =
  /(?<![a-z\d])(?:(?:light|heavi|bigg|larg|small|long|short|bright|warm|fast|strong)est|(?:best|top|highest)[ -]rated)(?![a-z\d])/g;

/** A question of yes or no ends in it ("có lều không ạ?"); elsewhere it says what a thing is without ("không dây"). */
const OR_NOT = /\s+không(?:\s+(?:ạ|vậy|nhỉ|nhé|shop|bạn|em|anh|chị|ơi|thế))*[\s.!?]*$/;

const PRICE_FOLLOWS = String.raw`(?=\s*(?:giá |gia |us|usd )?[$€£₫]?\s*(?:\d|một|hai|ba|a |one|two|[a-z]+ (?:hundred|thousand)))`;
const VERBS =
  '(?:\\s+(?:to|want|wanna|going|go|willing|looking|spend|pay|cost|costs|costing|be|is|it|priced|anything|much))*';

/** What says the opposite of the words that it is made of, and the words that say it themselves. */
const TURNED = Object.entries({
  'tối thiểu': ['(?:không|khong|ko)\\s+(?:dưới|duoi|rẻ hơn|thấp hơn|ít hơn)'],
  'tối đa': [
    '(?:không|khong|ko)\\s+(?:quá|qua|hơn|hon|trên|tren|vượt(?: quá)?|vuot(?: qua)?|đến|den|tới|toi|(?:cao|đắt|mắc|nhiều) hơn)',
    '(?:chưa|chua)\\s+(?:đến|den|tới|toi|quá|qua)',
  ],
  'at least': [`\\b(?:not|no|nothing|none)${VERBS}\\s+(?:under|below|(?:less|lower|cheaper) than)`],
  'at most': [
    `(?:\\b(?:not|no|never|nothing|none|without|cannot)|\\b(?:do|does|wo|would|ca|could|should|is)n['’]?t)${VERBS}\\s+(?:over|above|beyond|exceed(?:ing)?|(?:more|higher) than)`,
  ],
}).flatMap(([plainly, sources]) =>
  sources.map((source) => ({ pattern: new RegExp(source + PRICE_FOLLOWS, 'g'), plainly })),
);

/** Before fillers and diacritics are gone: "không quá" without its "không" is the opposite, "đô" is no "độ". */
function saidPlainly(typed: string): string {
  const text = typed
    .replace(OR_NOT, '')
    .replace(/(\d|trăm|nghìn|ngàn)\s*đô(?: la)?(?![\p{L}\d])/gu, '$1 usd');
  return TURNED.reduce((said, { pattern, plainly }) => said.replace(pattern, plainly), text);
}

/**
 * Words around a wish. Vietnamese ones count only with their diacritics, since without them they are other words too
 * (tìm and tím), and those that have none only after another one (muốn mua, but áo mưa typed as "ao mua").
 */
const FILLERS = new Set(
  (
    'i want need looking show find please buy have you something anything recommend ' +
    'tôi mình muốn cần tìm có nào gì được với là ạ nhé giúp xem bạn ơi'
  ).split(' '),
);
const FILLERS_AFTER_ANOTHER = new Set(['mua', 'cho', 'em', 'anh']);

/** With these beside them they are names of things: an iron, a fishing rod, celery; with a cable. */
const NAMES = new Set([
  'bàn là',
  'máy là',
  'cầu là',
  'cần câu',
  'cần tây',
  'cần gạt',
  'cần cẩu',
  'có dây',
]);

function withoutFillers(plain: string): string {
  let afterFiller = false;
  const kept = plain.split(/\s+/).filter((said, index, words) => {
    const word = said.replace(/[.,!?]+$/, '');
    const isNamed =
      NAMES.has(`${words[index - 1]} ${word}`) || NAMES.has(`${word} ${words[index + 1]}`);
    afterFiller =
      !isNamed && (FILLERS.has(word) || (afterFiller && FILLERS_AFTER_ANOTHER.has(word)));
    return !afterFiller;
  });
  return kept.join(' ');
}
