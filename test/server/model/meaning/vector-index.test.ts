import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VectorIndex } from '../../../../server/model/meaning/vector-index.ts';

const signal = new AbortController().signal;

test('finds the nearest ones in order, close to what the full numbers say', async () => {
  const vector = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
    .filter((numbers) => Math.hypot(...numbers) > 0.1)
    .map((numbers) => Float32Array.from(numbers, (number) => number / Math.hypot(...numbers)));
  await fc.assert(
    fc.asyncProperty(
      vector,
      fc.array(vector, { minLength: 1, maxLength: 60 }),
      async (query, all) => {
        const index = new VectorIndex(8, 4);
        for (const [place, item] of all.entries())
          index.set({ productId: `${place}`, vector: item });
        const { nearest } = await index.nearest(query, { count: 5, signal });
        const exact = all.map((item) =>
          item.reduce((sum, number, at) => sum + number * query[at]!, 0),
        );
        const best = exact.toSorted((a, b) => b - a).slice(0, 5);
        expect(nearest).toHaveLength(best.length);
        for (const [place, { productId, similarity }] of nearest.entries()) {
          expect(similarity).toBeCloseTo(exact[Number(productId)]!, 1);
          expect(similarity).toBeGreaterThan(best[place]! - 0.03);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('has a product once, with its latest vector, and none of another dimension', async () => {
  const index = new VectorIndex(2);
  index.set({ productId: 'a', vector: Float32Array.of(1, 0) });
  index.set({ productId: 'b', vector: Float32Array.of(0, 1) });
  index.set({ productId: 'a', vector: Float32Array.of(0, -1) });
  index.set({ productId: 'c', vector: Float32Array.of(1, 0, 0) });
  const { nearest, mean } = await index.nearest(Float32Array.of(0, 1), { count: 5, signal });
  expect(nearest.map(({ productId }) => productId)).toEqual(['b', 'a']);
  expect(mean).toBeCloseTo(0);
});
