import { and, asc, gt, gte, inArray, lt, lte } from 'drizzle-orm';
import type { ImageRemovals } from '../../images/storage/image-removals.ts';
import type { Drizzle } from '../connection/database.ts';
import { imageRemoval } from '../schema.ts';

/** The list is written by `postgresImages` and by a trigger on the table of photos. */
export function postgresImageRemovals(db: Drizzle): ImageRemovals {
  return {
    async due({ from, until, after, limit }) {
      const rows = await db
        .select({ imageId: imageRemoval.imageId })
        .from(imageRemoval)
        .where(
          and(
            gte(imageRemoval.dueAt, from),
            lte(imageRemoval.dueAt, until),
            after === undefined ? undefined : gt(imageRemoval.imageId, after),
          ),
        )
        .orderBy(asc(imageRemoval.imageId))
        .limit(limit);
      return rows.map(({ imageId }) => imageId);
    },
    async done(imageIds) {
      await db.delete(imageRemoval).where(inArray(imageRemoval.imageId, imageIds));
    },
    async giveUp(before) {
      await db.delete(imageRemoval).where(lt(imageRemoval.dueAt, before));
    },
  };
}
