import { expect, test } from 'vitest';
import type { EmbeddingClient } from '../../../../server/model/embedding-client.ts';
import { nearProducts } from '../../../../server/model/meaning/near-products.ts';
import { VectorIndex } from '../../../../server/model/meaning/vector-index.ts';
import { modelFailure } from '../../../../server/model/model-failures.ts';

/** Forty products that point nowhere near, and one that does. */
function anIndex(): VectorIndex {
  const index = new VectorIndex(2);
  for (let place = 0; place < 40; place += 1) {
    const angle = Math.PI / 2 + place / 1_000;
    const vector = Float32Array.of(Math.cos(angle), Math.sin(angle));
    index.set({ productId: `far-${place}`, vector });
  }
  index.set({ productId: 'near', vector: Float32Array.of(1, 0) });
  return index;
}

function asking(embed: EmbeddingClient['embed'], { deadlineMs = 1_000, index = anIndex() } = {}) {
  const outcomes: string[] = [];
  let time = 0;
  const meaning = nearProducts(
    {
      client: { space: 'fake', embed },
      stores: { of: () => index, settled: async () => {} },
      deadlineMs,
      onOutcome: (outcome) => outcomes.push(outcome),
    },
    { now: () => time },
  );
  return { meaning, outcomes, pass: (ms: number) => (time += ms) };
}

test('gives what stands far above all others, and asks for a question once', async () => {
  let asked = 0;
  const { meaning, outcomes } = asking(async () => {
    asked += 1;
    return [Float32Array.of(1, 0)];
  });
  expect(await meaning.near('store', 'warm')).toEqual(['near']);
  expect(await meaning.near('store', 'warm')).toEqual(['near']);
  expect(asked).toBe(1);
  expect(outcomes).toEqual(['ready', 'ready']);
});

test('gives nothing when nothing stands out', async () => {
  const { meaning } = asking(async () => [Float32Array.of(0, 1)]);
  expect(await meaning.near('store', 'anything')).toEqual([]);
});

test('goes without meaning when the model takes too long', async () => {
  const { meaning, outcomes } = asking(
    (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    { deadlineMs: 10 },
  );
  expect(await meaning.near('store', 'warm')).toEqual([]);
  expect(outcomes).toEqual(['late']);
});

test('leaves a model that fails alone for a while', async () => {
  let asked = 0;
  const { meaning, outcomes, pass } = asking(async () => {
    asked += 1;
    throw modelFailure('server', 'HTTP 500');
  });
  for (let turn = 0; turn < 4; turn += 1) await meaning.near('store', 'warm');
  expect(outcomes).toEqual(['failed', 'failed', 'failed', 'resting']);
  pass(30_000);
  await meaning.near('store', 'warm');
  expect(asked).toBe(4);
});

test('asks for nothing in a store without vectors', async () => {
  const { meaning, outcomes } = asking(
    async () => {
      throw new Error('asked');
    },
    { index: new VectorIndex(2) },
  );
  expect(await meaning.near('store', 'warm')).toEqual([]);
  expect(outcomes).toEqual(['empty']);
});
