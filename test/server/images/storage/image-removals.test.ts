import { describe, expect, it } from 'vitest';
import { removeImageFiles } from '../../../../server/images/storage/image-removals.ts';

function list(imageIds: string[]) {
  const done: string[] = [];
  return {
    done,
    removals: {
      due: async () => imageIds,
      done: async (removed: string[]) => void done.push(...removed),
      giveUp: async () => {},
    },
  };
}

function storage(remove: (imageId: string) => Promise<boolean>) {
  const asked: string[] = [];
  return {
    asked,
    files: {
      write: async () => {},
      read: async () => undefined,
      remove(imageId: string) {
        asked.push(imageId);
        return remove(imageId);
      },
    },
  };
}

const always = { from: new Date(0), until: new Date('2100-01-01') };

describe('files that are to go', () => {
  it('are left for another time when the storage is away, after a few tries', async () => {
    const { removals, done } = list(['a', 'b', 'c', 'd', 'e']);
    const { files, asked } = storage(async (imageId) => {
      if (imageId === 'a') return true;
      throw new Error('away');
    });
    const { signal } = new AbortController();
    await expect(removeImageFiles({ removals, files }, { ...always, signal })).rejects.toThrow(
      '3 photos could not be removed',
    );
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    expect(done).toEqual(['a']);
  });

  it('are waited for no longer than somebody has time', async () => {
    const { removals, done } = list(['a', 'b', 'c']);
    const stop = new AbortController();
    const { files, asked } = storage(async (imageId) => {
      if (imageId === 'a') return true;
      stop.abort();
      return new Promise(() => {});
    });
    await removeImageFiles({ removals, files }, { ...always, signal: stop.signal });
    expect(asked).toEqual(['a', 'b']);
    expect(done).toEqual(['a']);
  });
});
