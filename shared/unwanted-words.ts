/** What shall not be: "not Samsung", "anything but black or red", "không lấy Asus", "ngoài Dell ra". */
export interface Unwanted {
  /** Where it stands in the text, with the words that say no. */
  start: number;
  end: number;
  /** What is not wanted, without what only leads to it ("not from Hush" is `hush`). */
  names: string[];
}

/** Finds it in a sentence in lower case, in NFC; where a plain "no" or "không" says what a thing has none of, it is none of this. */
export function findUnwanted(sentence: string): Unwanted[] {
  return [...sentence.matchAll(UNWANTED)].flatMap((match) => {
    const { english, vietnamese, aside } = match.groups ?? {};
    const names = (english ?? vietnamese ?? aside ?? '')
      .split(OR)
      .map((name) => name.replace(LEADING, '').trim())
      .filter((name) => name !== '');
    if (names.length === 0) return [];
    const start = match.index + (match[0].length - match[0].trimStart().length);
    return [{ start, end: match.index + match[0].length, names }];
  });
}

const words = (list: string) =>
  list
    .trim()
    .split(/\s*,\s*/)
    .join('|');
const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';

/** These lead to what is meant. */
const LED = words(
  'the, a, an, any, anything, in, from, by, made by, brand, too, very, so, really, là, hãng, của, hàng, đồ, loại, dòng, hiệu, thương hiệu, nhãn, một, cái, con, chiếc, máy(?=\\s+[a-z][a-z][a-z]+(?!\\p{L}))',
);
const LEADING = new RegExp(`^(?:(?:${LED})${END}\\s*)+`, 'u');

/** With these it is another sentence, or nothing is named. */
const STOP = words(
  `for, with, without, under, below, over, above, around, about, between, more, less, than, only, just, sure, yet, working, available, enough, necessarily,
  have, has, had, need, be, is, are, it, its, this, that, these, those, them, they, one, ones, me, you, i, we, he, she, to, please, thanks, but, if, when, because, good,
  bad, important, really, like, want, much, many, what, how, and, all, at, on, of, as, do, does, did, can, will, would, show, find, give, there, here, now, anymore, again, or, nor,
  dưới, trên, khoảng, tầm, giá, từ, cho, có, với, mà, nhưng, nhé, nha, nhỉ, ạ, shop, ơi, thì, và, đâu, nữa, được, không, ở, bao, nào, khác, vì, này, kia, đó, ấy, mấy,
  những, lắm, rồi, đi, em, anh, chị, bạn, mình, tôi, ra, nên, lại, hay, hoặc, gì, thế, vậy, cần, muốn, mua, tìm`,
);
const WORD = `(?!(?:${STOP})${END})\\p{L}[\\p{L}\\p{N}&+'’.-]*`;
const LEAD = `(?:(?:${LED})${END}\\s+)*`;
const NAME = `${LEAD}${WORD}(?:\\s+${WORD}){0,2}`;
const OR = /\s*(?:,\s*)?(?:\s(?:or|nor|hoặc|hay)\s|\/)\s*/u;
const NAMES = `${NAME}(?:\\s*(?:,\\s*)?(?:\\s(?:or|nor|hoặc|hay)\\s|/)\\s*${NAME})*`;

const NOT = `(?:(?:but|and|that|which)\\s+)?(?:not(?:\\s+(?:a\\s+fan\\s+of|into|interested\\s+in|keen\\s+on))?|(?:is|are)n['’]?t|except(?:\\s+for)?|excluding|other\\s+than|anything\\s+but|apart\\s+from|(?:do\\s+not|don['’]?t)\\s+(?:want|like))`;
/** "A laptop, no Asus": in the middle of a sentence it belongs to the thing ("no frost fridge"). */
const NO = '(?:,\\s*|(?:but|and)\\s+)no|^\\s*no(?=\\s[^,]{2,40},\\s)';
const KHONG = `(?:(?:nhưng|mà|và)\\s+)?(?:không|khong|ko|k|kh|hông|hok|đừng|chẳng)(?:\\s+(?:phải|lấy|mua|thích|muốn|dùng|xài|chọn|ưng|phai|lay|thich|muon|xai|chon))+`;
const TRU = `(?:nhưng\\s+)?(?:(?:ngoại\\s+|loại\\s+)?trừ(?:\\s+ra)?|tránh)`;

const UNWANTED = new RegExp(
  [
    `(?:${START}${NOT}|${NO})\\s+(?<english>${NAMES})`,
    `${START}(?:${KHONG}|${TRU})\\s+(?<vietnamese>${NAMES})`,
    // "Lều ngoài trời" is for the outdoors.
    `${START}ngoài\\s+(?<aside>${NAMES})\\s+ra${END}`,
  ].join('|'),
  'gu',
);
