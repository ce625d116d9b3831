import { type Corners, WORDS } from './corners.ts';

/**
 * What is remembered of a picture. `SPACE` names how it was made: signatures of two spaces are never compared, so
 * whatever changes their meaning changes the name, and the pictures are described anew.
 */
export const SPACE = 'look:colour-edge-corner@2';

export interface Signature {
  summary: Summary;
  detail: Detail;
}

/** Small enough to keep for every picture in memory. */
export interface Summary {
  /** Perceptual hash, 64 bits. */
  hash: Uint32Array;
  /** Colours, square root of shares, length 1. */
  colours: Float32Array;
  /** Directions of edges by place, likewise. */
  edges: Float32Array;
}

/** Needed for the few pictures that are compared closely. */
export interface Detail {
  /** Of the raster that the corners' places are in. */
  width: number;
  height: number;
  corners: Corners;
  /** The whole picture squeezed into a square of `THUMB` pixels a side, RGB. */
  thumb: Uint8Array;
}

export const COLOUR_BINS = 16 * 4 * 4;
export const EDGE_BINS = 4 * 4 * 8;
export const THUMB = 48;

const HASH_BYTES = 8;
const THUMB_BYTES = THUMB * THUMB * 3;
const DETAIL_HEAD = 6;
const CORNER_BYTES = 4 * 4 + WORDS * 4;

const SUMMARY_BYTES = HASH_BYTES + COLOUR_BINS + EDGE_BINS;

/** Little-endian; colours and edges in steps of 1/255. */
export function encodeSummary({ hash, colours, edges }: Summary): Buffer {
  const bytes = Buffer.alloc(SUMMARY_BYTES);
  bytes.writeUInt32LE(hash[0]!, 0);
  bytes.writeUInt32LE(hash[1]!, 4);
  [...colours, ...edges].forEach((value, index) => {
    bytes[HASH_BYTES + index] = Math.round(Math.min(1, value) * 255);
  });
  return bytes;
}

/** Reads what `encodeSummary` wrote in the same SPACE. Throws RangeError when bytes are missing. */
export function decodeSummary(bytes: Buffer): Summary {
  const values = Float32Array.from(
    bytes.subarray(HASH_BYTES, SUMMARY_BYTES),
    (value) => value / 255,
  );
  return {
    hash: Uint32Array.of(bytes.readUInt32LE(0), bytes.readUInt32LE(4)),
    colours: values.slice(0, COLOUR_BINS),
    edges: values.slice(COLOUR_BINS),
  };
}

/** The colours and the edges of an encoded summary as rows of a `VectorTable`, without going through numbers. */
export function summaryRows(bytes: Buffer): { colours: Buffer; edges: Buffer } {
  const colours = rowOf(bytes.subarray(HASH_BYTES, HASH_BYTES + COLOUR_BINS));
  return { colours, edges: rowOf(bytes.subarray(HASH_BYTES + COLOUR_BINS, SUMMARY_BYTES)) };
}

/** Steps of 1/255 become steps of 1/127, the most that a signed byte can say. */
function rowOf(steps: Buffer): Buffer {
  const row = Buffer.alloc(4 + steps.length);
  row.writeFloatLE(1 / 127, 0);
  for (let at = 0; at < steps.length; at += 1) row[4 + at] = steps[at]! >> 1;
  return row;
}

/** Little-endian: sizes and count, the thumb, then places and words of all corners. */
export function encodeDetail({ width, height, corners, thumb }: Detail): Buffer {
  const bytes = Buffer.alloc(DETAIL_HEAD + THUMB_BYTES + corners.count * CORNER_BYTES);
  bytes.writeUInt16LE(width, 0);
  bytes.writeUInt16LE(height, 2);
  bytes.writeUInt16LE(corners.count, 4);
  bytes.set(thumb, DETAIL_HEAD);
  let at = DETAIL_HEAD + THUMB_BYTES;
  for (const value of corners.places) at = bytes.writeFloatLE(value, at);
  for (const word of corners.words) at = bytes.writeUInt32LE(word, at);
  return bytes;
}

/** Reads what `encodeDetail` wrote in the same SPACE. Throws RangeError when bytes are missing. */
export function decodeDetail(bytes: Buffer): Detail {
  const count = bytes.readUInt16LE(4);
  const places = new Float32Array(count * 4);
  const words = new Uint32Array(count * WORDS);
  const placesAt = DETAIL_HEAD + THUMB_BYTES;
  const wordsAt = placesAt + places.length * 4;
  for (let index = 0; index < places.length; index += 1) {
    places[index] = bytes.readFloatLE(placesAt + index * 4);
  }
  for (let index = 0; index < words.length; index += 1) {
    words[index] = bytes.readUInt32LE(wordsAt + index * 4);
  }
  return {
    width: bytes.readUInt16LE(0),
    height: bytes.readUInt16LE(2),
    corners: { count, places, words },
    thumb: bytes.subarray(DETAIL_HEAD, placesAt),
  };
}
