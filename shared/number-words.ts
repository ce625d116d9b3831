/** Numbers in words, as far as prices need them: "hai mươi" triệu, "three hundred" dollars. Folded text. */
const VIETNAMESE: Record<string, number> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  nam: 5,
  lam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  tram: 100,
};
const ENGLISH: Record<string, number> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  thousand: 1000,
};
const MULTIPLIERS = new Set([10, 100, 1000]);

/** A regular expression source that matches one such word. */
export const NUMBER_WORDS = `(?:${[...new Set([...Object.keys(VIETNAMESE), ...Object.keys(ENGLISH)])].join('|')})(?![a-z])`;

/** The same of up to six such words in a row: "a hundred and fifty", but not both of "one hundred and two hundred". */
export const NUMBER_IN_WORDS = `${NUMBER_WORDS}(?:\\s(?:(?<=hundred |thousand )and\\s(?!\\w+\\s(?:hundred|thousand)))?${NUMBER_WORDS}){0,5}`;

/** Undefined when the words make no number: "hai mươi lăm" is 25, "two hundred fifty" 250, "hai ba" two of them. */
export function numberFromWords(words: readonly string[]): number | undefined {
  let total = 0;
  let pending = 0;
  for (const word of words) {
    if (word === 'and') continue;
    const value = VIETNAMESE[word] ?? ENGLISH[word];
    if (value === undefined) return undefined;
    const multiplies = MULTIPLIERS.has(value) && !(word === 'ten');
    if (!multiplies) {
      const afterTens = pending >= 20 && pending < 100 && value < 10;
      if (pending > 0 && !afterTens) return undefined;
      pending += value;
    } else if (value === 1000) {
      total = (total + pending || 1) * value;
      pending = 0;
    } else {
      total += (pending || 1) * value;
      pending = 0;
    }
  }
  return total + pending || undefined;
}
