import { type PictureIndex, pictureIndex } from '../look-alike/picture-index.ts';
import { decodeSummary } from '../look-alike/signature.ts';
import { type PictureKey, type PictureValue, pictureKey } from '../matching/picture-signatures.ts';
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
  /** Colours and edges place by place, high for the same picture only; 0 where shapes say more. */
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
  neighbours(productId: string, limit: number): Neighbours;
}

export interface Neighbours {
  /** Addresses of the product's own pictures whose shape and colours are known. */
  compared: string[];
  /** The likest first. */
  alike: Neighbour[];
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
/** With fewer products whose shape is known nothing can be said about what is usual in the store. */
export const FEWEST_PRODUCTS = 12;
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
  const looks = pictureIndex(inOrder(signatures.look));
  const texts = textIndex(knownTexts(signatures));
  const tables = { shapes, colours, looks, texts, products: productsOf(pictures) };

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
  /** For each picture the number of its product. */
  products: Int32Array;
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

function productsOf(pictures: PictureKey[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(pictures, ({ productId }) => {
    const number = numbers.get(productId) ?? numbers.size;
    numbers.set(productId, number);
    return number;
  });
}

function search(
  pictures: PictureKey[],
  { shapes, colours, looks, texts, products }: Tables,
  { signs, limit }: { signs: PhotoSigns; limit: number },
): Suspicion {
  const none = new Float32Array(pictures.length);
  const shape = signs.shape ? shapes.scores(signs.shape.vector, signs.shape.mean) : none;
  const colour = signs.colour ? colours.scores(signs.colour.vector, signs.colour.mean) : none;
  const look = signs.look && decodeSummary(signs.look);
  const text = texts.match(signs.text ?? []);
  const alike = Float32Array.from(pictures, ({ productId }, at) => {
    const read = Math.min(MOST_TEXT, text.get(productId)?.score ?? 0);
    return shape[at]! + COLOUR_WEIGHT * colour[at]! + TEXT_WEIGHT * read;
  });
  const shaped = (at: number) => signs.shape !== undefined && shapes.has(at);
  const top = bestOfProducts(products, { rank: shape, limit: TOP, counts: shaped });
  const likeness = look && top.products < FEWEST_PRODUCTS ? looks.likeness(look) : undefined;
  // Without a shape, colours alone would order the rest.
  const rank =
    likeness && top.products === 0 ? alike.map((value, at) => value + likeness[at]!) : alike;
  const { best } = bestOfProducts(products, { rank, limit, counts: () => true });
  const copies: number[] = [];
  for (let at = 0; look && at < pictures.length && copies.length < COPIES; at += 1)
    if (looks.isCopy(look, at)) copies.push(at);
  const tops = top.best.map((at) => shape[at]!);
  return {
    suspects: [...new Set([...copies, ...best])].map((at) => ({
      ...pictures[at]!,
      shape: shape[at]!,
      colour: colour[at]!,
      text: text.get(pictures[at]!.productId) ?? NO_TEXT,
      alike: alike[at]!,
      likeness: likeness?.[at] ?? 0,
      copy: copies.includes(at),
    })),
    shapeBest: tops[0] ?? 0,
    shapeTop: tops.reduce((sum, value) => sum + value, 0) / Math.max(1, tops.length),
    products: top.products,
  };
}

interface Choice {
  rank: Float32Array;
  limit: number;
  /** Whether a picture is one to choose. */
  counts(at: number): boolean;
}

/** The places of the best pictures, one a product, best first; and how many products there were to choose from. */
function bestOfProducts(
  products: Int32Array,
  { rank, limit, counts }: Choice,
): { best: number[]; products: number } {
  const bestOf = new Int32Array(products.length).fill(-1);
  let count = 0;
  for (let at = 0; at < products.length; at += 1) {
    if (!counts(at)) continue;
    const known = bestOf[products[at]!]!;
    if (known < 0) count += 1;
    if (known < 0 || rank[at]! > rank[known]!) bestOf[products[at]!] = at;
  }
  const best: number[] = [];
  for (const at of bestOf) {
    if (at < 0 || (best.length === limit && rank[at]! <= rank[best.at(-1)!]!)) continue;
    const place = best.findIndex((other) => rank[other]! < rank[at]!);
    best.splice(place < 0 ? best.length : place, 0, at);
    best.length = Math.min(best.length, limit);
  }
  return { best, products: count };
}

/** A merchant would call them the same picture, or the same thing from the same side. */
const LOOKS_THE_SAME = 0.85;

function neighbours(
  pictures: PictureKey[],
  { shapes, colours }: Tables,
  { productId, limit }: { productId: string; limit: number },
): Neighbours {
  const compared: string[] = [];
  const found: Neighbour[] = [];
  pictures.forEach((own, at) => {
    const shape = shapes.row(at);
    const colour = colours.row(at);
    if (own.productId !== productId || !shape || !colour) return;
    compared.push(own.url);
    const byShape = shapes.scores(shape);
    const byColour = colours.scores(colour);
    pictures.forEach((other, index) => {
      const sum = byShape[index]! + COLOUR_WEIGHT * byColour[index]!;
      const likeness = Math.min(1, sum / (1 + COLOUR_WEIGHT));
      if (other.productId !== productId && likeness >= LOOKS_THE_SAME)
        found.push({ ...other, like: own.url, likeness });
    });
  });
  const alike = found.sort((one, other) => other.likeness - one.likeness).slice(0, limit);
  return { compared, alike };
}
