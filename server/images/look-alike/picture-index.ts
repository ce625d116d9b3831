import { KEY_BITS, KEY_TABLES } from './corner-keys.ts';
import { bitCount } from './find-pose.ts';
import type { Summary } from './signature.ts';

export interface IndexedPicture {
  id: string;
  productId: string;
  summary: Summary;
}

/** A picture worth a closer look. */
export interface Suspect {
  picture: IndexedPicture;
  /** Colours and edges against the average of the store: 1 is the same, 0 no nearer than its pictures are to each other. */
  likeness: number;
  /** What `likeness` is made of, each from 0 to 1. */
  colourLikeness: number;
  edgeLikeness: number;
  /** The hash says that it is a copy. */
  copy: boolean;
}

export interface PictureIndex {
  size: number;
  /** The most promising pictures, `limit` at most. */
  suspects(photo: Summary, limit: number): Suspect[];
}

/** Of 64 bits. Study: at 10 all compressed, resized and brightened copies and none of 555 other photos. */
const COPY_BITS = 10;
const EDGE_WEIGHT = 0.5;

/**
 * All pictures of one store in memory, about 12 KB each. Three ways lead to a suspect, because each is blind to
 * something: shared corners (blind to plain things), the hash (blind to crops) and colours with edges (blind to
 * coloured light).
 */
export function pictureIndex(pictures: IndexedPicture[]): PictureIndex {
  const votes = cornerVotes(pictures);
  const colourMean = meanOf(pictures.map(({ summary }) => summary.colours));
  const edgeMean = meanOf(pictures.map(({ summary }) => summary.edges));

  function suspect(picture: IndexedPicture, photo: Summary): Suspect {
    const { hash, colours, edges } = picture.summary;
    const colour = cosine(colours, photo.colours, colourMean);
    const edge = cosine(edges, photo.edges, edgeMean);
    const bits = bitCount(hash[0]! ^ photo.hash[0]!) + bitCount(hash[1]! ^ photo.hash[1]!);
    return {
      picture,
      likeness: Math.max(0, (colour + EDGE_WEIGHT * edge) / (1 + EDGE_WEIGHT)),
      colourLikeness: Math.max(0, colour),
      edgeLikeness: Math.max(0, edge),
      copy: bits <= COPY_BITS,
    };
  }

  return {
    size: pictures.length,
    suspects(photo, limit) {
      const votesFor = votes(photo.keys);
      const all = pictures.map((picture, index) => ({
        ...suspect(picture, photo),
        votes: votesFor[index]!,
      }));
      const byVotes = all.toSorted((one, other) => other.votes - one.votes);
      const byLikeness = all.toSorted((one, other) => other.likeness - one.likeness);
      const copies = all.filter(({ copy }) => copy);
      const half = Math.ceil(limit / 2);
      const chosen = new Set([...copies.slice(0, half), ...byVotes.slice(0, half), ...byLikeness]);
      return [...chosen].slice(0, limit);
    },
  };
}

/**
 * Counts for every picture how many keys its corners share with the photo's; a key that many share counts little.
 * The buckets of a table lie one after the other in `entries`; bucket `key` begins at `starts[key]`.
 */
function cornerVotes(pictures: IndexedPicture[]): (keys: Uint32Array) => Float32Array {
  const tables = Array.from({ length: KEY_TABLES }, (_, table) => keyTable(pictures, table));
  return (keys) => {
    const votes = new Float32Array(pictures.length);
    for (let at = 0; at < keys.length; at += 1) {
      const { starts, entries } = tables[at % KEY_TABLES]!;
      const from = starts[keys[at]!]!;
      const to = starts[keys[at]! + 1]!;
      for (let entry = from; entry < to; entry += 1) votes[entries[entry]!]! += 1 / (to - from);
    }
    return votes;
  };
}

function keyTable(pictures: IndexedPicture[], table: number) {
  const starts = new Uint32Array(2 ** KEY_BITS + 1);
  for (const { summary } of pictures) {
    for (let at = table; at < summary.keys.length; at += KEY_TABLES)
      starts[summary.keys[at]! + 1]! += 1;
  }
  for (let key = 1; key < starts.length; key += 1) starts[key]! += starts[key - 1]!;
  const entries = new Uint32Array(starts.at(-1)!);
  const next = starts.slice();
  pictures.forEach(({ summary }, index) => {
    for (let at = table; at < summary.keys.length; at += KEY_TABLES) {
      const key = summary.keys[at]!;
      entries[next[key]!] = index;
      next[key]! += 1;
    }
  });
  return { starts, entries };
}

function meanOf(vectors: Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let at = 0; at < mean.length; at += 1) mean[at]! += vector[at]! / vectors.length;
  }
  return mean;
}

/** Of both differences from `mean`: what all pictures of a store have in common, such as a white ground, says nothing. */
function cosine(one: Float32Array, other: Float32Array, mean: Float32Array): number {
  let [dot, first, second] = [0, 0, 0];
  for (let at = 0; at < one.length; at += 1) {
    const a = one[at]! - mean[at]!;
    const b = other[at]! - mean[at]!;
    dot += a * b;
    first += a * a;
    second += b * b;
  }
  return first === 0 || second === 0 ? 0 : dot / Math.sqrt(first * second);
}
