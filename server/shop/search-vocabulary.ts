import { foldText } from './fold-text.ts';
import { isFunctionWord } from './function-words.ts';

/**
 * Words for one thing in the languages of shoppers and shops, so that a shop which writes "Laptop gaming" is found
 * by "máy tính chơi game", and one which writes "tent" by "lều".
 *
 * To add one: a line below. Every phrase of a line finds products that have any of `en` and `vi`; write them with
 * diacritics, capitals and plurals do not matter. `heard` is for phrases that shoppers say and that are too vague to
 * look for ("máy tính" stands in many texts that are about no laptop). Leave out what stemming finds anyway
 * (tent, tents). A new language is a new key of `SearchConcept` and its phrases here.
 */
export interface SearchConcept {
  en: string[];
  vi: string[];
  heard?: string[];
  /** What a shop writes of a thing that is so, in place of these words: "Bluetooth" of what is wireless. */
  signs?: string[];
  /** Whoever asks for it wants nothing of this, by a phrase of its concept; what is both is still wanted. */
  not?: string;
}

/** What a shop sells, or does not. */
const THINGS: SearchConcept[] = [
  // Computers
  {
    en: ['laptop', 'notebook'],
    vi: ['máy tính xách tay'],
    heard: ['máy tính', 'computer', 'máy tính laptop'],
  },
  { en: ['desktop', 'desktop computer'], vi: ['máy tính để bàn', 'máy tính bàn'] },
  { en: ['mouse'], vi: ['chuột'], heard: ['chuột máy tính'] },
  { en: ['keyboard'], vi: ['bàn phím'] },
  { en: ['mechanical keyboard'], vi: ['bàn phím cơ'] },
  { en: ['monitor'], vi: ['màn hình rời'], heard: ['màn hình máy tính'] },
  { en: ['headphones', 'headset', 'earphones'], vi: ['tai nghe'] },
  { en: ['speaker', 'speakers'], vi: ['loa'] },
  { en: ['charger', 'power adapter'], vi: ['sạc', 'củ sạc', 'bộ sạc'] },
  { en: ['power bank', 'powerbank'], vi: ['sạc dự phòng', 'pin dự phòng'] },
  { en: ['cooling pad', 'laptop cooler'], vi: ['đế tản nhiệt'] },
  { en: ['stand', 'laptop stand'], vi: ['giá đỡ', 'đế đỡ'] },
  { en: ['graphics card', 'gpu'], vi: ['card đồ họa', 'card màn hình'] },
  { en: ['hard drive', 'hard disk'], vi: ['ổ cứng'] },
  { en: ['memory card', 'sd card'], vi: ['thẻ nhớ'] },
  {
    en: ['usb stick', 'memory stick', 'flash drive', 'usb drive', 'usb flash drive'],
    vi: ['usb lưu trữ'],
  },
  { en: ['printer'], vi: ['máy in'] },
  { en: ['phone', 'smartphone', 'mobile phone'], vi: ['điện thoại'] },
  { en: ['tablet'], vi: ['máy tính bảng'] },
  // Outdoors
  { en: ['tent'], vi: ['lều', 'lều trại', 'lều cắm trại'] },
  { en: ['backpack', 'rucksack'], vi: ['ba lô', 'balo'] },
  { en: ['bag'], vi: ['túi'] },
  { en: ['sleeping bag'], vi: ['túi ngủ'] },
  { en: ['sleeping pad', 'sleeping mat'], vi: ['đệm ngủ', 'thảm ngủ', 'tấm lót ngủ'] },
  { en: ['stove', 'camping stove'], vi: ['bếp', 'bếp dã ngoại'] },
  { en: ['headlamp', 'head torch'], vi: ['đèn đội đầu', 'đèn đeo trán'] },
  { en: ['flashlight', 'torch'], vi: ['đèn pin'] },
  { en: ['lantern', 'lamp'], vi: ['đèn', 'đèn lều'] },
  { en: ['jacket', 'coat'], vi: ['áo khoác'] },
  { en: ['rain jacket', 'raincoat'], vi: ['áo mưa'] },
  { en: ['trousers', 'pants'], vi: ['quần', 'quần dài'] },
  { en: ['gloves'], vi: ['găng tay'] },
  { en: ['hat', 'cap'], vi: ['mũ', 'nón'] },
  { en: ['socks'], vi: ['tất', 'vớ'] },
  { en: ['shoes', 'footwear'], vi: ['giày'] },
  { en: ['boots', 'hiking boots'], vi: ['giày leo núi', 'ủng', 'bốt'] },
  { en: ['water bottle', 'bottle'], vi: ['bình nước', 'chai nước'] },
  { en: ['chair'], vi: ['ghế'] },
  { en: ['table'], vi: ['bàn'] },
  { en: ['knife'], vi: ['dao'] },
  // Known by their names everywhere
  { en: ['macbook'], vi: ['macbook'] },
  { en: ['iphone'], vi: ['iphone'] },
  { en: ['ipad'], vi: ['ipad'] },
  { en: ['airpods'], vi: ['airpods'] },
  { en: ['playstation'], vi: [] },
  { en: ['camera'], vi: ['máy ảnh'] },
  { en: ['watch'], vi: ['đồng hồ'] },
  { en: ['television', 'tv'], vi: ['tivi', 'ti vi'] },
  { en: ['fridge', 'refrigerator'], vi: ['tủ lạnh'] },
  { en: ['washing machine'], vi: ['máy giặt'] },
];

/** What things are like, and for what and whom. */
const QUALITIES: SearchConcept[] = [
  { en: ['gaming'], vi: ['chơi game', 'chơi trò chơi'], heard: ['for gaming', 'to play games'] },
  { en: ['office'], vi: ['văn phòng'], heard: ['office work', 'làm việc văn phòng'] },
  { en: ['student'], vi: ['sinh viên', 'học sinh'], heard: ['for studying', 'học tập'] },
  {
    en: ['graphics', 'design'],
    vi: ['đồ họa', 'thiết kế'],
    heard: ['graphic design', 'thiết kế đồ họa'],
  },
  { en: ['thin and light', 'ultrabook', 'lightweight laptop'], vi: ['mỏng nhẹ'] },
  { en: ['screen', 'display'], vi: ['màn hình'] },
  {
    en: ['wireless', 'cordless'],
    vi: ['không dây'],
    signs: ['bluetooth', '2.4 ghz', '2,4 ghz'],
  },
  {
    en: ['wired', 'corded'],
    vi: ['có dây'],
    signs: ['jack', 'nối usb', 'connection usb', 'connectivity usb', 'interface usb'],
    not: 'wireless',
  },
  {
    en: ['dedicated gpu', 'dedicated graphics', 'discrete gpu', 'discrete graphics'],
    vi: ['card rời', 'card đồ họa rời'],
    heard: ['dedicated graphics card', 'discrete graphics card', 'vga rời', 'gpu rời'],
    signs: ['rtx', 'gtx', 'geforce', 'quadro'],
  },
  // A camera may be called R5 as well: what was said counts first.
  ...[3, 5, 7, 9].map((series) => ({
    en: [`ryzen ${series}`],
    vi: [],
    heard: [`r${series}`, `ryzen${series}`],
  })),
  {
    en: ['integrated graphics'],
    vi: ['card tích hợp', 'đồ họa tích hợp', 'tích hợp'],
    heard: [
      ...['gpu', 'graphics', 'graphics card'].flatMap((card) => [
        `without dedicated ${card}`,
        `without a dedicated ${card}`,
        `no dedicated ${card}`,
        `without a discrete ${card}`,
      ]),
      'integrated gpu',
      'không card rời',
      'không có card rời',
      'không cần card rời',
      'không card đồ họa rời',
    ],
    not: 'dedicated gpu',
  },
  { en: ['battery', 'batteries'], vi: ['pin'] },
  { en: ['wifi', 'wi-fi'], vi: ['wifi'] },
  { en: ['hiking', 'trekking'], vi: ['leo núi', 'đi bộ đường dài'] },
  { en: ['camping'], vi: ['cắm trại', 'dã ngoại'] },
  { en: ['climbing'], vi: ['leo vách', 'leo núi đá'] },
  { en: ['waterproof'], vi: ['chống nước', 'chống thấm'] },
  { en: ['person', 'people'], vi: ['người'] },
  { en: ['men', "men's"], vi: ['nam'], heard: ['for men', 'cho nam'] },
  { en: ['women', "women's", 'ladies'], vi: ['nữ'], heard: ['for women', 'cho nữ'] },
  { en: ['kids', 'children'], vi: ['trẻ em'], heard: ['for kids', 'cho bé'] },
  { en: ['black'], vi: ['màu đen'] },
  { en: ['white'], vi: ['màu trắng'] },
  { en: ['red'], vi: ['màu đỏ'] },
  { en: ['blue'], vi: ['màu xanh dương', 'xanh dương'] },
  { en: ['green'], vi: ['màu xanh lá', 'xanh lá'] },
];

/** A question cut into what the vocabulary knows and the rest. */
export interface UnderstoodText {
  /** For each known phrase: what was said, and what else it is called, in plain words. The first is as it was said. */
  concepts: string[][];
  /** What is left, in the order of the text. */
  rest: string;
  /** What it is about, by all its names: what English says last and Vietnamese first. Empty for an empty text. */
  head: string[];
}

/** Of what a folded text asks for, what nothing found may be instead: who wants it wired wants it not wireless. */
export function oppositesIn(text: string): Opposite[] {
  return understandText(text).concepts.flatMap(([said = '']) => {
    const concept = QUALITIES.find(
      ({ en, vi, heard = [], not }) =>
        not !== undefined &&
        [...en, ...vi, ...heard].some((phrase) => asWords(foldText(phrase)) === said),
    );
    const other = QUALITIES.find(
      ({ en }) => concept?.not !== undefined && en.includes(concept.not),
    );
    if (!concept || !other) return [];
    return [{ said, is: markedBy(other), unless: markedBy(concept) }];
  });
}

export interface Opposite {
  /** The phrase that rules it out, as the text has it. */
  said: string;
  /** Phrases that say so of a thing, … */
  is: string[];
  /** … and that say that it is what was asked for as well. */
  unless: string[];
}

const markedBy = ({ en, vi, signs = [] }: SearchConcept) => [...en, ...vi, ...signs].map(foldText);

/** Cuts the longest known phrases out of a folded text, from the left (see `phraseAt`). */
export function understandText(text: string): UnderstoodText {
  const words = foldText(text).split(' ').filter(Boolean);
  const concepts: string[][] = [];
  const rest: string[] = [];
  const said: string[][] = [];
  for (let at = 0; at < words.length; ) {
    const found = phraseAt(words, at);
    if (found) concepts.push(found.names);
    else rest.push(words[at]!);
    said.push(found?.names ?? [asWords(words[at]!)].filter(Boolean));
    at += found?.length ?? 1;
  }
  const [first = []] = said;
  const head = VIETNAMESE.has(first[0] ?? '') ? first : (said.at(-1) ?? []);
  return { concepts, rest: rest.join(' '), head };
}

interface Phrase {
  length: number;
  names: string[];
}

/** The longest, unless its last word begins one that more is said by: "bàn phím | có dây" is no "bàn phím cơ". */
function phraseAt(words: string[], at: number): Phrase | undefined {
  const longest = longestPhrase(words, at, LONGEST);
  if (!longest || longest.length === 1) return longest;
  const shorter = longestPhrase(words, at, longest.length - 1);
  const next = longestPhrase(words, at + longest.length - 1, LONGEST);
  const isCut = shorter?.length === longest.length - 1 && next !== undefined && next.length > 1;
  return isCut ? shorter : longest;
}

function longestPhrase(words: string[], at: number, most: number): Phrase | undefined {
  for (let length = Math.min(most, words.length - at); length > 0; length -= 1) {
    const said = words
      .slice(at, at + length)
      .join(' ')
      .replace(/[.,!?;:]+$/, '');
    const names =
      NAMES.get(said) ?? NAMES.get(singular(said)) ?? NAMES.get(said.replaceAll(' ', ''));
    if (names) return { length, names: [...new Set([said, ...names].map(asWords))] };
  }
  return undefined;
}

/** Whether a phrase of the vocabulary, folded, names a thing that can be bought. */
export function isThing(said: string): boolean {
  return NAMES_OF_THINGS.has(said) || NAMES_OF_THINGS.has(singular(said));
}

/**
 * Whether a thing is only said to tell what another one is for: the printer in "printer ink", and neither word of "iphone 15",
 * "gloves for climbing" or "loa bluetooth".
 */
export function isBeside(thing: string, text: string): boolean {
  if (understandText(text).head.includes(thing)) return false;
  const [, next] = ` ${text} `.split(` ${thing} `);
  const [word = ''] = next?.trim().split(' ') ?? [];
  return /^[a-z]+$/.test(word) && !isFunctionWord(word) && !NAMES_OF_QUALITIES.has(word);
}

/** As search_text() in the database spells it: "wi-fi" is two words. */
const asWords = (phrase: string) =>
  phrase
    .replace(/['’]s(?![a-z])/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const singular = (phrase: string) => phrase.replace(/(?<=[a-z]{3})s$/, '');

/** Folded phrase → everything that the products of its concepts may be called. */
const NAMES = new Map<string, string[]>();
for (const { en, vi, heard = [], signs = [] } of [...THINGS, ...QUALITIES]) {
  const names = [...en, ...vi].map(foldText);
  const written = [...names, ...signs.map(foldText)];
  for (const phrase of [...names, ...heard.map(foldText)]) {
    NAMES.set(phrase, [...(NAMES.get(phrase) ?? []), ...written]);
  }
}

const VIETNAMESE = new Set([...THINGS, ...QUALITIES].flatMap(({ vi }) => vi.map(foldText)));

const phrasesOf = (concepts: SearchConcept[]) =>
  new Set(concepts.flatMap(({ en, vi, heard = [] }) => [...en, ...vi, ...heard].map(foldText)));
const NAMES_OF_THINGS = phrasesOf(THINGS);
const NAMES_OF_QUALITIES = phrasesOf(QUALITIES);

const LONGEST = Math.max(...[...NAMES.keys()].map((phrase) => phrase.split(' ').length));
