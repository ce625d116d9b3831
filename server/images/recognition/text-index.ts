/** A product's words: its name and what was read off its pictures. */
export interface KnownText {
  productId: string;
  texts: string[];
}

export interface TextMatch {
  /** 1 for each word of the photo that only this product has; less for words that many have or that were misread. */
  score: number;
  /** The photo's words that count. */
  words: string[];
}

export interface TextIndex {
  /** By product; those without a common word are left out. */
  match(lines: { text: string; confidence: number }[]): Map<string, TextMatch>;
}

/** Words less alike than this say nothing about each other. */
const ALIKE = 0.5;
/** Such a word is worth showing as a reason. */
const WORTH_NAMING = 0.65;
const MOST_WORDS = 60;

/**
 * Finds products by words that a camera read, often with a letter wrong or two words in one. Words are compared by the
 * triples of letters that they share, without accents and case, as print has many shapes and the reader knows no
 * Vietnamese letters. A word counts by how few products have one like it.
 */
export function textIndex(known: KnownText[]): TextIndex {
  const words: string[] = [];
  const holders: number[][] = [];
  const numbers = new Map<string, number>();
  known.forEach(({ texts }, product) => {
    for (const word of new Set(texts.flatMap(wordsOf))) {
      const number = numbers.get(word) ?? words.length;
      if (number === words.length) {
        numbers.set(word, number);
        words.push(word);
        holders.push([]);
      }
      holders[number]!.push(product);
    }
  });
  const byTriple = new Map<string, number[]>();
  const sizes = words.map((word, number) => {
    const triples = triplesOf(word);
    for (const triple of triples) {
      const list = byTriple.get(triple);
      if (list) list.push(number);
      else byTriple.set(triple, [number]);
    }
    return triples.size;
  });
  const rarest = Math.log(1 + known.length);

  /** How like the word each product's likest word is. */
  function likeness(word: string): Map<number, number> {
    const triples = triplesOf(word);
    const common = new Map<number, number>();
    for (const triple of triples) {
      for (const number of byTriple.get(triple) ?? [])
        common.set(number, (common.get(number) ?? 0) + 1);
    }
    const best = new Map<number, number>();
    for (const [number, count] of common) {
      const alike = alikeness(count, triples.size, sizes[number]!);
      if (alike < ALIKE) continue;
      for (const product of holders[number]!)
        best.set(product, Math.max(alike, best.get(product) ?? 0));
    }
    return best;
  }

  return {
    match(lines) {
      const found = new Map<string, TextMatch>();
      for (const [word, confidence] of seenWords(lines)) {
        const alike = likeness(word);
        const spread = alike.values().reduce((sum, value) => sum + value, 0);
        const weight = (Math.log(1 + known.length / Math.max(1, spread)) / rarest) * confidence;
        for (const [product, value] of alike) {
          const { productId } = known[product]!;
          const match = found.get(productId) ?? { score: 0, words: [] };
          match.score += weight * value * value;
          if (value >= WORTH_NAMING) match.words.push(word);
          found.set(productId, match);
        }
      }
      return found;
    },
  };
}

/** The surest reading of each word. */
function seenWords(lines: { text: string; confidence: number }[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { text, confidence } of lines) {
    for (const word of wordsOf(text)) {
      if (seen.size < MOST_WORDS || seen.has(word))
        seen.set(word, Math.max(confidence, seen.get(word) ?? 0));
    }
  }
  return seen;
}

/** Lower case, no accents; three letters at least, or two with a digit. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length > 2 || (word.length === 2 && /\p{N}/u.test(word)));
}

/** With one edge at each end, so that beginnings count. */
function triplesOf(word: string): Set<string> {
  const padded = `^${word}$`;
  const triples = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) triples.add(padded.slice(at, at + 3));
  return triples;
}

/** Half for what both share of all, half for what they share of the shorter one, which may stand inside the longer. */
function alikeness(common: number, one: number, other: number): number {
  const shorter = Math.min(one, other);
  const whole = (2 * common) / (one + other);
  return shorter < 3 ? whole : (whole + common / shorter) / 2;
}
