import type { Catalog } from '../server/shop/catalog.ts';
import type { Ratings } from './search-collection.ts';
import { originalId } from './search-enlarge.ts';
import { seededRandom } from './seeded-random.ts';

/** What every query scored, in the order of the ratings; without those for which nothing relevant is rated. */
export interface QueryScore {
  text: string;
  /** NDCG@10 */
  score: number;
  /** The ratings of what was found, in its order. */
  ranked: number[];
}

/** Variations of a product are rated as the product itself, so that a bigger catalog is judged like the original. */
export async function scoreQueries(
  catalog: Catalog,
  storeId: string,
  { ratings, asTyped = (text) => text }: { ratings: Ratings; asTyped?: (text: string) => string },
): Promise<QueryScore[]> {
  const scores: QueryScore[] = [];
  for (const [query, rated] of Object.entries(ratings)) {
    const text = asTyped(query);
    const { products } = await catalog.search(storeId, { text, limit: 10 });
    const ranked = products.map(
      ({ metadata }) => rated[originalId(metadata?.external_id ?? '')] ?? 0,
    );
    const score = ndcg(ranked, Object.values(rated));
    if (score !== undefined) scores.push({ text, score, ranked });
  }
  return scores;
}

/** Linear gain, discounted by log2(rank + 1); undefined when nothing rated is relevant. */
function ndcg(ranked: number[], rated: number[]): number | undefined {
  const gain = (ratings: number[]) =>
    ratings.slice(0, 10).reduce((sum, rating, index) => sum + rating / Math.log2(index + 2), 0);
  const ideal = gain(rated.toSorted((a, b) => b - a));
  return ideal === 0 ? undefined : Math.min(1, gain(ranked) / ideal);
}

export function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/**
 * One letter left out, put in, replaced or swapped with its neighbour in one word of at least four letters, always the
 * same ones for the same seed. A query without such a word stays.
 */
export function misspell(text: string, seed: number): string {
  const words = text.split(' ');
  const random = seededRandom(`${seed} ${text}`);
  const below = (limit: number) => Math.floor(random() * limit);
  const places = words.flatMap((word, place) => (word.length >= 4 ? [place] : []));
  if (places.length === 0) return text;
  const place = places[below(places.length)]!;
  const letters = [...words[place]!];
  const at = below(letters.length - 1);
  const letter = 'abcdefghijklmnopqrstuvwxyz'[below(26)]!;
  const wrong = [
    letters.toSpliced(at, 1),
    letters.toSpliced(at, 0, letter),
    letters.toSpliced(at, 1, letter),
    letters.toSpliced(at, 2, letters[at + 1]!, letters[at]!),
  ][below(4)]!;
  return words.with(place, wrong.join('')).join(' ');
}

/** The letter in the middle of the longest word left out. */
export function dropMiddleLetter(text: string): string {
  const longest = text.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? '';
  if (longest.length < 4) return text;
  const at = Math.floor(longest.length / 2);
  return text.replace(longest, longest.slice(0, at) + longest.slice(at + 1));
}
