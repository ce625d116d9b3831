import { expect, it } from 'vitest';
import { createReadMarks } from '../../../server/conversation/read-marks.ts';

function watch(mark: (turnIds: string[]) => Promise<void> = async () => {}) {
  const marked: string[][] = [];
  const errors: unknown[] = [];
  const marks = createReadMarks({
    async mark(turnIds) {
      marked.push(turnIds);
      await mark(turnIds);
    },
    everyMs: 5,
    onError: (error) => errors.push(error),
  });
  return { marks, marked, errors };
}

it('marks all turns that are read together, at once and again as long as somebody reads', async () => {
  const { marks, marked } = watch();
  const gone = [marks.add('a'), marks.add('a'), marks.add('b')];
  await expect.poll(() => marked.length).toBeGreaterThan(2);
  expect(marked[0]).toEqual(['a', 'b']);
  gone[0]?.();
  gone[2]?.();
  await expect.poll(() => marked.at(-1)).toEqual(['a']);
});

it('says nothing when nobody reads, and goes on when saying it failed', async () => {
  const { marks, marked, errors } = watch(async () => {
    throw new Error('away');
  });
  const gone = marks.add('a');
  await expect.poll(() => errors.length).toBeGreaterThan(1);
  gone();
  const before = marked.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(marked.length).toBeLessThanOrEqual(before + 1);
});
