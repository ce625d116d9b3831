import { expect, it } from 'vitest';
import {
  type EraseDeps,
  eraseRest,
  eraseVisitor,
  type VisitorErasure,
} from '../../../server/retention/erase-visitor.ts';

const VISITOR = { storeId: 'store', visitorId: 'visitor' };
const signal = new AbortController().signal;

/** Does what it is told and says in which order it was. */
function erasing(changes: Partial<VisitorErasure> = {}) {
  const done: string[] = [];
  const errors: unknown[] = [];
  let batches = 2;
  const deps: EraseDeps = {
    erasure: {
      async begin() {
        done.push('begin');
        return ['turn-1', 'turn-2'];
      },
      hasRunningTurn: async () => false,
      async deleteBatch() {
        done.push('delete');
        return batches-- > 0 ? 1 : 0;
      },
      unfinished: async () => [VISITOR],
      ...changes,
    },
    stopHere: (turnId) => void done.push(`stop ${turnId}`),
    removeFiles: async () => void done.push('files'),
    onError: (error) => void errors.push(error),
  };
  return { deps, done, errors };
}

it('stops what runs before it deletes, and removes files last', async () => {
  let looks = 0;
  const { deps, done } = erasing({ hasRunningTurn: async () => looks++ < 3 });
  await eraseVisitor(deps, VISITOR);
  expect(done).toEqual([
    'begin',
    'stop turn-1',
    'stop turn-2',
    'delete',
    'delete',
    'delete',
    'files',
  ]);
  expect(looks).toBe(4);
});

it('deletes a turn that never ends, as its process is gone', async () => {
  const { deps, done } = erasing({ hasRunningTurn: async () => true });
  await eraseVisitor(deps, VISITOR);
  expect(done.at(-1)).toBe('files');
}, 10_000);

it('fails when it cannot be begun', async () => {
  const { deps, done } = erasing({ begin: () => Promise.reject(new Error('away')) });
  await expect(eraseVisitor(deps, VISITOR)).rejects.toThrow('away');
  expect(done).toEqual([]);
});

it('is left to the rounds when it was begun and cannot be ended', async () => {
  const { deps, errors } = erasing({ deleteBatch: () => Promise.reject(new Error('away')) });
  await eraseVisitor(deps, VISITOR);
  expect(errors).toEqual([new Error('away')]);
});

it('erases the others when one cannot be, and says so after them', async () => {
  const erased: string[] = [];
  const { deps } = erasing({
    unfinished: async () => ['a', 'b', 'c'].map((visitorId) => ({ storeId: 'store', visitorId })),
    async deleteBatch({ visitorId }) {
      if (visitorId === 'b') throw new Error('too much');
      erased.push(visitorId);
      return 0;
    },
  });
  const rest = eraseRest(deps.erasure, { now: new Date(), signal });
  await expect(rest).rejects.toMatchObject({ cause: new Error('too much') });
  expect(erased).toEqual(['a', 'c']);
});

it('leaves those alone that a request is erasing', async () => {
  let before: Date | undefined;
  const { deps } = erasing({
    async unfinished(begunBefore) {
      before = begunBefore;
      return [];
    },
  });
  await eraseRest(deps.erasure, { now: new Date('2026-06-01T12:00:00Z'), signal });
  expect(before).toEqual(new Date('2026-06-01T11:59:50Z'));
});
