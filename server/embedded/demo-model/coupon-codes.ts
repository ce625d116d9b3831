import { findPhrases, phrases, says, tokensOf } from './phrases.ts';
import { contentWords } from './read-search.ts';
import { OFF_TOPIC } from './small-talk-phrases.ts';
import { fold, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';

const COUPON = phrases({
  en: `coupon, coupons, coupon code, coupon codes, voucher, vouchers, voucher code, promo code, promo codes, promotion code, discount code, discount codes`,
  vi: `mã giảm giá, mã giảm, mã khuyến mãi, mã khuyến mại, mã ưu đãi, phiếu giảm giá, voucher, coupon`,
});
/** About a coupon only when nothing else is: "laptop để code", "laptop đang khuyến mãi" are searches. */
const PERHAPS_COUPON = phrases({
  en: `code, codes, promo, promos, promotion, promotions`,
  vi: `mã, khuyến mãi, khuyến mại, ưu đãi, code`,
});
const APPLYING = phrases({
  en: `work, works, working, valid, apply, applies, applied, use, instead, then, add, combine, stack, remove, without, redeem, redeemed, still, still good, expired, with, on, for, how much off`,
  vi: `dùng, chưa, áp dụng, áp, thêm, cả, gộp, bỏ, xài, sài, hợp lệ, còn hạn, hết hạn, còn hiệu lực, hiệu lực, được không, nhập, cho, với`,
});
const PAYING = phrases({
  en: `checkout, check out, pay, total, altogether, in all, how much would, order, calculate, work out`,
  vi: `hết bao nhiêu, tổng cộng, tổng, phải trả, còn bao nhiêu, hết, thanh toán, đặt, tính`,
});
const THAT_CODE = phrases({
  en: `the code, my code, that code, this code, the coupon, my coupon, that coupon, this coupon, the voucher, my voucher, that voucher`,
  vi: `mã đó, mã này, mã trên, mã ấy, mã vừa rồi, mã của tôi, mã của mình, mã kia, voucher đó, voucher này`,
});
/** Ordinary words that stand beside "code" or "mã" without being one, folded. */
const NOT_A_CODE = new Set(
  `and any apply applied applies are but can called does for from get has have here how need not now off please some still that
  the there this today use used using valid what which will with work working works your you anything expired
  again also instead available online
  bao cho con cua duoc dung giam gia gio hang het hay khac khong khuyen lai luon mai minh nao nay nhe nhieu nua
  phai pham roi san sao shop the thi toi tren voi vay xai dau dai muon mua ban nhap ung`.split(
    /\s+/,
  ),
);
const WORD = /[\p{L}\p{N}][\p{L}\p{N}_-]{2,39}/gu;
/** "RTX4060", "32GB", "DDR5": parts and measures. */
const TECHNICAL =
  /^(?:rtx|gtx|rx|ddr|usb|hdmi|ssd|cpu|gpu|core|ryzen|wifi|ip\d|mx|i\d)[\d-]|^\d+[a-z]{0,4}$/i;

export interface CouponQuestion {
  /** As they were written; none when the shopper asks for codes, or speaks of one named before. */
  codes: string[];
  /** Speaks of a code that was named earlier. */
  refersBack: boolean;
}

/** Undefined when the sentence is not about a coupon. */
export function findCouponQuestion(utterance: Utterance): CouponQuestion | undefined {
  const words = [...new Set([...utterance.raw.matchAll(WORD)].map(([word]) => word))];
  const capitals = words.filter(looksLikeCode);
  const sure = capitals.length > 0 ? capitals : words.filter(looksLikeTypedCode).slice(0, 1);
  // Twice, so that the third of "a and b and c" is found by the second.
  const listed = [...words, ...words].reduce(
    (codes, word) => (isListedWith(utterance, codes, word) ? codes.add(word) : codes),
    new Set(sure),
  );
  const codes = words.filter((word) => listed.has(word));
  const refersBack = says(utterance, THAT_CODE);
  const certain = findPhrases(utterance, COUPON)[0];
  const mention = certain ?? findPhrases(utterance, PERHAPS_COUPON)[0];
  if (!mention) {
    const shouted = says(utterance, APPLYING) ? shoutedWord(utterance) : undefined;
    if (shouted && !codes[0]) return { codes: [shouted], refersBack };
    return codes[0] && (holdsOnly(utterance, codes) || says(utterance, APPLYING))
      ? { codes, refersBack }
      : undefined;
  }
  const end = utterance.tokens[mention.to - 1]?.end ?? 0;
  const plain = codes[0] || refersBack ? undefined : plainCodeAfter(utterance, end);
  const named = plain ? [plain] : codes;
  if (certain || refersBack || codes[0] || (plain && isUsed(utterance, mention.from))) {
    return { codes: named, refersBack };
  }
  if (
    says(utterance, WARES) ||
    says(utterance, OFF_TOPIC) ||
    isOfOrder(utterance, mention.to) ||
    isUnmarkedMa(utterance, mention.from) ||
    isOfName(utterance, mention.from)
  ) {
    return undefined;
  }
  return { codes: named, refersBack };
}

/** Token indexes of the codes and of the words around them: they name no product. */
export function couponTokens(utterance: Utterance): Set<number> {
  const codes = (findCouponQuestion(utterance)?.codes ?? []).map(fold);
  const named = utterance.tokens.flatMap(({ folded }, index) =>
    codes.some((code) => code.split(/[-_]/).includes(folded)) ? [index] : [],
  );
  const around = [COUPON, PERHAPS_COUPON, APPLYING, THAT_CODE, PAYING];
  return new Set([...named, ...around.flatMap((set) => [...tokensOf(utterance, set)])]);
}

/** Nothing but codes and asking words: "what about SAVE10 and SAVE20". LARCH-2 may as well be a model. */
function holdsOnly(utterance: Utterance, codes: string[]): boolean {
  if (utterance.tokens.length < 2 * codes.length) return true;
  const rest = contentWords(utterance).split(/[\s,]+/);
  return rest.every((word) => word === '' || (codes.includes(word) && !word.includes('-')));
}

/** "với mã chaoban", "dùng mã chaoban": a code whatever else the sentence names. */
function isUsed({ tokens }: Utterance, mention: number): boolean {
  const before = tokens[mention - 1]?.folded ?? '';
  return /^(?:voi|dung|ap|nhap|xai|co)$/.test(before) && tokens[mention]?.marks !== '';
}

/** "Mã đơn", "mã vận đơn", "mã sản phẩm": the number of something else. */
function isOfOrder({ tokens }: Utterance, next: number): boolean {
  return /^(?:don|van|buu|hang|san|so)$/.test(tokens[next]?.folded ?? '');
}

/** "ma" without its tone is more often `mà` (but) than `mã` (code). */
function isUnmarkedMa({ tokens }: Utterance, index: number): boolean {
  return tokens[index]?.folded === 'ma' && tokens[index]?.marks === '';
}

/** "Minao Code 14": before such a number, or capitals in the middle of a sentence. */
function isOfName({ raw, tokens }: Utterance, index: number): boolean {
  const isCapital = (at: number) =>
    /^\p{Lu}\p{Ll}/u.test(raw.slice(tokens[at]?.start ?? raw.length));
  if (/^\d{1,2}$/.test(tokens[index + 1]?.folded ?? '')) return true;
  const isModel = index > 1 || /^\d/.test(tokens[index + 1]?.folded ?? '');
  return isModel && isCapital(index) && isCapital(index - 1);
}

/** Capitals that hold a digit: SAVE10, SUMMER2025, TRAIL-15. */
function looksLikeCode(word: string): boolean {
  return (
    /^\p{Lu}{3}/u.test(word) &&
    /\d/.test(word) &&
    word === word.toUpperCase() &&
    !TECHNICAL.test(word)
  );
}

/** The same, typed without capitals: summer2025. */
function looksLikeTypedCode(word: string): boolean {
  return /^[a-z]{4,}\d{2,}$/.test(word) && !TECHNICAL.test(word);
}

/** In "is WELCOME valid?": the only word in capitals, and long enough to be no abbreviation. */
function shoutedWord({ raw }: Utterance): string | undefined {
  return /\p{Ll}{2}/u.test(raw) ? /(?<!\p{L})[A-Z]{5,30}(?!\p{L})/u.exec(raw)?.[0] : undefined;
}

/** "CHAOBAN và SUMMER2025": a word in capitals that an "and" joins to a code. */
function isListedWith({ raw }: Utterance, codes: Set<string>, word: string): boolean {
  if (!/^[A-Z]{5,30}$/.test(word) && !looksLikeTypedCode(word)) return false;
  const joint = '\\s*(?:\\s(?:and|or|plus|với|và|hay|hoặc)\\s|[,+&/])\\s*(?:(?:mã|code)\\s)?';
  return [...codes].some((code) =>
    new RegExp(`${word}${joint}${code}|${code}${joint}${word}`).test(raw),
  );
}

/** "I have code summer", "mã WELCOME": the word beside, unless it is an ordinary one. */
function plainCodeAfter({ raw }: Utterance, from: number): string | undefined {
  const beside =
    /^(?:\s|[:="“'`]|\b(?:is|named|called|là|la|tên)\b)*([\p{L}\p{N}][\p{L}\p{N}_-]{2,39})/iu;
  const word = beside.exec(raw.slice(from))?.[1];
  if (!word || NOT_A_CODE.has(fold(word)) || TECHNICAL.test(word)) return undefined;
  return /^[a-z0-9_-]+$/i.test(word) || word === word.toUpperCase() ? word : undefined;
}
