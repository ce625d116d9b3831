import type { ImageFiles } from './image-files.ts';

/** For a shop whose photos are kept elsewhere from now on: the older ones are still read, and removed, where they lie. */
export function movedImageFiles(now: ImageFiles, before: ImageFiles): ImageFiles {
  return {
    write: now.write,
    read: async (imageId) => (await now.read(imageId)) ?? (await before.read(imageId)),
    async remove(imageId) {
      const removed = await Promise.all([now.remove(imageId), before.remove(imageId)]);
      return removed.includes(true);
    },
  };
}
