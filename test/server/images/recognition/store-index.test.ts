import { describe, expect, it } from 'vitest';
import { storeIndex } from '../../../../server/images/recognition/store-index.ts';
import {
  decodeVector,
  encodeVector,
  vectorTable,
} from '../../../../server/images/recognition/vectors.ts';

const picture = (productId: string, url: string, vector: number[]) => ({
  productId,
  url,
  value: encodeVector(Float32Array.from(vector)),
});

/** Two apples, of which one has a second picture, and a pear. */
const shape = [
  picture('red', '/red', [1, 0.1, 0]),
  picture('red', '/red-2', [0.1, 0, 1]),
  picture('green', '/green', [0.9, 0.3, 0]),
  picture('pear', '/pear', [0, 1, 0.1]),
];
const index = storeIndex({
  shape,
  colour: shape,
  look: [],
  text: [],
  names: [{ productId: 'pear', name: 'Conference' }],
});

describe('the pictures of a store', () => {
  it('are compared product by product, by the picture that fits best', () => {
    const vector = Float32Array.of(0, 0, 1);
    const { suspects, products } = index.search({ shape: { vector } }, 2);
    expect(products).toBe(3);
    expect(suspects).toHaveLength(2);
    expect(suspects[0]).toMatchObject({ productId: 'red', url: '/red-2' });
  });

  it('are found by what is written on the photo, too', () => {
    const text = [{ text: 'CONFERENCE', confidence: 1 }];
    const { suspects } = index.search({ text }, 3);
    expect(suspects[0]).toMatchObject({ productId: 'pear', text: { words: ['conference'] } });
    expect(suspects[1]?.text).toEqual({ score: 0, words: [] });
  });

  it('are measured against what is usual on photos, once that is known', () => {
    // Every photo of this shop has a floor: much of the third number.
    const photo = Float32Array.of(0.3, 0.5, 0.9);
    const mean = Float32Array.of(0.3, 0.2, 0.9);
    const best = (usual?: Float32Array) =>
      index.search({ shape: { vector: photo, mean: usual } }, 1).suspects[0]?.productId;
    expect(best()).toBe('red');
    expect(best(mean)).toBe('pear');
  });

  it('may be looked at in some ways only, or be none', () => {
    const empty = storeIndex({ shape: [], colour: [], look: [], text: [], names: [] });
    expect(empty.search({ shape: { vector: Float32Array.of(1) } }, 5)).toMatchObject({
      suspects: [],
      shapeBest: 0,
    });
    expect(index.search({}, 5).suspects).toHaveLength(3);
  });

  it('say which of other products look the same', () => {
    const twins = [...shape, picture('twin', '/twin', [0, 1, 0.1])];
    const shop = storeIndex({ shape: twins, colour: twins, look: [], text: [], names: [] });
    expect(shop.neighbours('pear', 5)).toEqual({
      compared: ['/pear'],
      alike: [{ productId: 'twin', url: '/twin', like: '/pear', likeness: expect.closeTo(1, 3) }],
    });
    expect(shop.neighbours('red', 5).alike.map(({ productId }) => productId)).not.toContain('pear');
    expect(shop.neighbours('nobody', 5)).toEqual({ compared: [], alike: [] });
  });

  it('compare no picture whose colours are not known yet', () => {
    const shop = storeIndex({ shape, colour: [], look: [], text: [], names: [] });
    expect(shop.neighbours('pear', 5)).toEqual({ compared: [], alike: [] });
  });
});

describe('a vector', () => {
  it('comes back from a byte a number', () => {
    const vector = Float32Array.of(0.5, -0.25, 0, 0.001);
    for (const [at, value] of decodeVector(encodeVector(vector)).entries())
      expect(value).toBeCloseTo(vector[at]!, 2);
    expect([...decodeVector(encodeVector(Float32Array.of(0, 0)))]).toEqual([0, 0]);
  });

  it('is never compared with one of another length', () => {
    const table = vectorTable([encodeVector(Float32Array.of(1, 0))]);
    expect([...table.scores(Float32Array.of(1, 0, 0))]).toEqual([0]);
    const mixed = [Float32Array.of(1, 0), Float32Array.of(1, 0, 0)].map(encodeVector);
    expect(() => vectorTable(mixed)).toThrow(RangeError);
  });
});
