import { type PictureIndex, pictureIndex } from '../look-alike/picture-index.ts';
import { decodeSummary } from '../look-alike/signature.ts';
import { type PictureKey, type PictureValue, pictureKey } from '../picture-signatures.ts';
import { type TextIndex, type TextMatch, textIndex } from './text-index.ts';
import type { TextLine } from './text-reader.ts';
import { type VectorTable, vectorTable } from './vectors.ts';

/** Everything that is known of a store's pictures, encoded; what one way of looking did not see is left out. */
export interface StoreSignatures {
  look: PictureValue[];
  shape: PictureValue[];
  colour: PictureValue[];
  text: PictureValue[];
  names: { productId: string; name: string }[];
}

/** What was seen of a photo; what could not be seen is left out. */
export interface PhotoSigns {
  /** An encoded `Summary`. */
  look?: Buffer;
  shape?: CentredVector;
  colour?: CentredVector;
  text?: TextLine[];
}

export interface CentredVector {
  vector: Float32Array;
  /** Of this store's photos; until there are some, the mean of its pictures serves. */
  mean?: Float32Array;
}

/** A picture worth a closer look, the one of its product that is most like the photo. */
export interface Suspect extends PictureKey {
  /** 1 is the same, 0 no nearer than the average; see `VectorTable`. */
  shape: number;
  colour: number;
  /** The words that the product and the photo have in common. */
  text: TextMatch;
  /** All three in one number, for the order. */
  alike: number;
  /** Colours and edges place by place: high for the same picture only. */
  likeness: number;
  /** The hash says that it is a copy. */
  copy: boolean;
}

export interface Suspicion {
  /** The most suspicious first. */
  suspects: Suspect[];
  /** How like the photo the likest product's shape is, and the mean of the likest five. */
  shapeBest: number;
  shapeTop: number;
  /** Products whose shape is known. */
  products: number;
}

export interface StoreIndex {
  pictures: number;
  search(signs: PhotoSigns, limit: number): Suspicion;
  /** Pictures of other products that look like one of this product's, likest first. */
  neighbours(productId: string, limit: number): Neighbour[];
}

export interface Neighbour extends PictureKey {
  /** The product's own picture. */
  like: string;
  /** 0 to 1. */
  likeness: number;
}

/**
 * Chosen on 162 photos of 81 groceries with one picture each; half or twice as much of each changes little. The shape
 * counts 1.
 */
const COLOUR_WEIGHT = 0.5;
const TEXT_WEIGHT = 0.3;
const MOST_TEXT = 3;
const COPIES = 4;
const TOP = 5;
const NO_TEXT: TextMatch = { score: 0, words: [] };

/** Pictures of one store in memory, some 1.5 KB each, searched one after the other. */
export function storeIndex(signatures: StoreSignatures): StoreIndex {
  const pictures = allPictures(signatures);
  const inOrder = (values: PictureValue[]) => {
    const known = new Map(values.map((value) => [pictureKey(value), value.value]));
    return pictures.map((picture) => known.get(pictureKey(picture)));
  };
  const shapes = vectorTable(inOrder(signatures.shape));
  const colours = vectorTable(inOrder(signatures.colour));
  const looks = pictureIndex(
    inOrder(signatures.look).map((look) => (look ? decodeSummary(look) : undefined)),
  );
  const texts = textIndex(knownTexts(signatures));
  const tables = { shapes, colours, looks, texts };

  return {
    pictures: pictures.length,
    search: (signs, limit) => search(pictures, tables, { signs, limit }),
    neighbours: (productId, limit) => neighbours(pictures, tables, { productId, limit }),
  };
}

interface Tables {
  shapes: VectorTable;
  colours: VectorTable;
  looks: PictureIndex;
  texts: TextIndex;
}

function allPictures({ look, shape, colour, text }: StoreSignatures): PictureKey[] {
  const keys = new Map<string, PictureKey>();
  for (const { productId, url } of [look, shape, colour, text].flat())
    keys.set(pictureKey({ productId, url }), { productId, url });
  return [...keys.values()];
}

function knownTexts({ names, text }: StoreSignatures) {
  const texts = new Map(names.map(({ productId, name }) => [productId, [name]]));
  for (const { productId, value } of text) {
    const known = texts.get(productId) ?? [];
    texts.set(productId, [...known, ...readLines(value).map((line) => line.text)]);
  }
  return [...texts].map(([productId, all]) => ({ productId, texts: all }));
}

/** What a trait of the kind `text` wrote. */
export function readLines(value: Buffer): TextLine[] {
  return JSON.parse(value.toString()) as TextLine[];
}

function search(
  pictures: PictureKey[],
  { shapes, colours, looks, texts }: Tables,
  { signs, limit }: { signs: PhotoSigns; limit: number },
): Suspicion {
  const none = new Float32Array(pictures.length);
  const shape = signs.shape ? shapes.scores(signs.shape.vector, signs.shape.mean) : none;
  const colour = signs.colour ? colours.scores(signs.colour.vector, signs.colour.mean) : none;
  const looked = signs.look ? looks.compare(decodeSummary(signs.look)) : undefined;
  const text = texts.match(signs.text ?? []);
  const alike = pictures.map(
    ({ productId }, at) =>
      shape[at]! +
      COLOUR_WEIGHT * colour[at]! +
      TEXT_WEIGHT * Math.min(MOST_TEXT, text.get(productId)?.score ?? 0),
  );
  const shaped = bestOfProducts(pictures, shape).filter((at) => shapes.has(at));
  // Without a shape, colours alone would order the rest.
  const rank =
    signs.shape && shaped.length > 0
      ? alike
      : alike.map((value, at) => value + (looked?.likeness[at] ?? 0));
  const best = bestOfProducts(pictures, rank);
  const copies = pictures.flatMap((_, at) => (looked?.copy[at] ? [at] : [])).slice(0, COPIES);
  const chosen = new Set([...copies, ...best.slice(0, limit)]);
  const top = shaped.slice(0, TOP).map((at) => shape[at]!);
  return {
    suspects: [...chosen].map((at) => ({
      ...pictures[at]!,
      shape: shape[at]!,
      colour: colour[at]!,
      text: text.get(pictures[at]!.productId) ?? NO_TEXT,
      alike: alike[at]!,
      likeness: looked?.likeness[at] ?? 0,
      copy: looked?.copy[at] === 1,
    })),
    shapeBest: top[0] ?? 0,
    shapeTop: top.reduce((sum, value) => sum + value, 0) / Math.max(1, top.length),
    products: shaped.length,
  };
}

/** The place of each product's best picture, best first. */
function bestOfProducts(pictures: PictureKey[], rank: ArrayLike<number>): number[] {
  const best = new Map<string, number>();
  pictures.forEach(({ productId }, at) => {
    const known = best.get(productId);
    if (known === undefined || rank[at]! > rank[known]!) best.set(productId, at);
  });
  return [...best.values()].sort((one, other) => rank[other]! - rank[one]!);
}

/** A merchant would call them the same picture, or the same thing from the same side. */
const LOOKS_THE_SAME = 0.85;

function neighbours(
  pictures: PictureKey[],
  { shapes, colours }: Tables,
  { productId, limit }: { productId: string; limit: number },
): Neighbour[] {
  const found: Neighbour[] = [];
  pictures.forEach((own, at) => {
    const shape = shapes.row(at);
    const colour = colours.row(at);
    if (own.productId !== productId || !shape || !colour) return;
    const byShape = shapes.scores(shape);
    const byColour = colours.scores(colour);
    pictures.forEach((other, index) => {
      const sum = byShape[index]! + COLOUR_WEIGHT * byColour[index]!;
      const likeness = Math.min(1, sum / (1 + COLOUR_WEIGHT));
      if (other.productId !== productId && likeness >= LOOKS_THE_SAME)
        found.push({ ...other, like: own.url, likeness });
    });
  });
  return found.sort((one, other) => other.likeness - one.likeness).slice(0, limit);
}
