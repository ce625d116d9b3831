import { describe, expect, it } from 'vitest';
import { contextSize, LEAST_TOKENS } from '../../../server/model/context-size.ts';
import type { ListedModel } from '../../../server/model/wire/list-models.ts';

const endpoint = { baseUrl: 'http://upstream.example/v1', model: 'small' };

/** The size of an endpoint with this list, how often it was read, and what was said of lessons. */
function sizeOf(
  list: ListedModel[] | undefined | Error,
  { contextTokens }: { contextTokens?: number } = {},
) {
  const seen = { lists: 0, lessons: [] as number[] };
  const size = contextSize(
    { ...endpoint, ...(contextTokens !== undefined && { contextTokens }) },
    {
      async list() {
        seen.lists++;
        if (list instanceof Error) throw list;
        return list;
      },
      onLearn: (tokens) => seen.lessons.push(tokens),
    },
  );
  return { size, seen };
}

const listed = [
  { id: 'large', contextLength: 128_000 },
  { id: 'small', contextLength: 8_192 },
];

describe("the size of an endpoint's window", () => {
  it('is what was configured, and then no list is read', () => {
    const { size, seen } = sizeOf(listed, { contextTokens: 32_000 });
    size.ask();
    expect(size.known()).toBe(32_000);
    expect(seen.lists).toBe(0);
  });

  it('is what the list says of its model, read once and only when asked for', async () => {
    const { size, seen } = sizeOf(listed);
    expect(size.known()).toBeUndefined();
    expect(seen.lists).toBe(0);
    size.ask();
    size.ask();
    await expect.poll(size.known).toBe(8_192);
    expect(seen.lists).toBe(1);
  });

  it.each([
    ['names no size', [{ id: 'small' }]],
    ['does not have the model', [{ id: 'large', contextLength: 128_000 }]],
    ['does not exist', undefined],
    ['cannot be had', new Error('no connection')],
  ])('stays unknown when the list %s', async (_, list) => {
    const { size, seen } = sizeOf(list);
    size.ask();
    await new Promise(setImmediate);
    expect(size.known()).toBeUndefined();
    expect(seen.lists).toBe(1);
  });

  it('is what a refusal says when that is less, whatever was configured', () => {
    const { size, seen } = sizeOf(undefined, { contextTokens: 32_000 });
    size.learn(64_000);
    expect(size.known()).toBe(32_000);
    size.learn(16_384.5);
    size.learn(16_384);
    expect(size.known()).toBe(16_384);
    expect(seen.lessons).toEqual([16_384]);
  });

  it('is never what would end every conversation', () => {
    const { size } = sizeOf(undefined);
    size.learn(LEAST_TOKENS - 1);
    expect(size.known()).toBeUndefined();
    size.learn(LEAST_TOKENS);
    expect(size.known()).toBe(LEAST_TOKENS);
  });
});
