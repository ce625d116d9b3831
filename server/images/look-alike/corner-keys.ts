import { type Corners, WORDS } from './corners.ts';

/** Each corner gets one key a table: some of its bits. Like corners are likely to share a key in some table. */
export const KEY_TABLES = 6;
export const KEY_BITS = 18;

/** Locality-sensitive hashing by bit sampling (Indyk and Motwani, 1998): `KEY_TABLES` keys a corner. */
export function cornerKeys({ count, words }: Corners): Uint32Array {
  const keys = new Uint32Array(count * KEY_TABLES);
  for (let corner = 0; corner < count; corner += 1) {
    for (let table = 0; table < KEY_TABLES; table += 1) {
      let key = 0;
      for (const bit of SAMPLES[table]!) {
        key = (key << 1) | ((words[corner * WORDS + (bit >>> 5)]! >>> (bit & 31)) & 1);
      }
      keys[corner * KEY_TABLES + table] = key;
    }
  }
  return keys;
}

/** Which bits: chosen once by a fixed sequence, because stored keys depend on it. */
const SAMPLES = chooseBits();

function chooseBits(): number[][] {
  let state = 12_345;
  const next = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  return Array.from({ length: KEY_TABLES }, () => {
    const left = Array.from({ length: WORDS * 32 }, (_, bit) => bit);
    return Array.from({ length: KEY_BITS }, () => left.splice(next(left.length), 1)[0]!);
  });
}
