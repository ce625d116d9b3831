import { and, count, eq, gte, or, type SQL, sql } from 'drizzle-orm';
import type { ImageFiles } from '../../images/image-files.ts';
import { isImageId } from '../../images/image-id.ts';
import type { Image, ImageOwner, Images } from '../../images/images.ts';
import type { Drizzle } from '../connection/database.ts';
import { image, imageRemoval } from '../schema.ts';

/** Longer than it takes to write a photo down: until then its file is not taken for one that nobody needs. */
const HOURS_TO_ADD = 1;

/**
 * Rows in Postgres, bytes in `files`. The bytes come first and go last: there is no row without its file. A file
 * without a row is on the list of files to remove, from before it is written until its row is; see ImageRemovals.
 */
export function postgresImages(db: Drizzle, files: ImageFiles): Images {
  async function get(owner: ImageOwner, imageId: string): Promise<Image | undefined> {
    if (!isImageId(imageId)) return undefined;
    const [row] = await db
      .select()
      .from(image)
      .where(and(eq(image.id, imageId), or(ownedBy(owner), ownedByMerged(owner))));
    return row && { ...row, mediaType: row.mediaType as Image['mediaType'] };
  }

  return {
    async add(added, bytes) {
      const { id: imageId, storeId } = added;
      const dueAt = sql`now() + make_interval(hours => ${HOURS_TO_ADD})`;
      await db.insert(imageRemoval).values({ imageId, storeId, dueAt });
      try {
        await files.write(imageId, bytes);
        await db.transaction(async (tx) => {
          await tx.insert(image).values(added);
          await tx.delete(imageRemoval).where(eq(imageRemoval.imageId, imageId));
        });
      } catch (error) {
        await files.remove(imageId);
        throw error;
      }
    },
    get,
    async read(owner, imageId) {
      const found = await get(owner, imageId);
      return found && files.read(found.id);
    },
    async countSince(owner, since) {
      const [row] = await db
        .select({ images: count() })
        .from(image)
        .where(and(ownedBy(owner), gte(image.createdAt, since)));
      return row?.images ?? 0;
    },
  };
}

function ownedBy({ storeId, visitorId }: ImageOwner): SQL | undefined {
  const ofStore = eq(image.storeId, storeId);
  return visitorId === undefined ? ofStore : and(ofStore, eq(image.visitorId, visitorId));
}

/** A turn that runs for who has become another visitor meanwhile. */
function ownedByMerged({ storeId, visitorId }: ImageOwner): SQL | undefined {
  if (visitorId === undefined) return undefined;
  return and(
    eq(image.storeId, storeId),
    sql`${image.visitorId} = (select into_id from visitor_merge where store_id = ${storeId} and visitor_id = ${visitorId})`,
  );
}
