/** English words that say nothing of a thing. In a catalog of names and numbers they are rare, as what tells a thing is. */
const FUNCTION_WORDS = wordSet(
  `a an the this that these those it its is are was were be been being am do does did has had can could would should will
  my your our their his her me us them who whom which what when where of for from with without to in on at by as and or
  but not so if than then too very just only also some any all other`,
);
/** Those that are no Vietnamese words, whatever diacritics were left out: "am", "but" and "can" may be ấm, bút and cân. */
const SURELY_ENGLISH = wordSet(
  'of for from with without is are was were this these which what where who would could should your our their very just',
);

function wordSet(words: string): Set<string> {
  return new Set(words.split(/\s+/));
}

export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}

/** What is left of folded words; all of them where `typed` is not English. */
export function withoutFunctionWords(folded: string, typed: string): string {
  if (!isEnglish(typed)) return folded;
  return folded
    .split(' ')
    .filter((word) => !FUNCTION_WORDS.has(word))
    .join(' ');
}

const VIETNAMESE_SYLLABLE =
  /^(?:b|ch?|d|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|nh?|ng|p|t)?$/;

/** Rather no than yes: then some words more are looked for. */
function isEnglish(typed: string): boolean {
  const text = typed.toLowerCase().normalize('NFD');
  if (/[\p{Mn}đ]/u.test(text)) return false;
  const words = text.match(/[a-z]+/g) ?? [];
  if (words.some((word) => SURELY_ENGLISH.has(word))) return true;
  const vietnamese = words.filter((word) => VIETNAMESE_SYLLABLE.test(word));
  return vietnamese.length < words.length / 2;
}
