import { and, count, eq, gte, type SQL } from 'drizzle-orm';
import type { ImageFiles } from '../images/image-files.ts';
import { isImageId } from '../images/image-id.ts';
import type { Image, ImageOwner, Images } from '../images/images.ts';
import type { Drizzle } from './database.ts';
import { image } from './schema.ts';

/** Rows in Postgres, bytes in `files`. The bytes come first and go last: there is no row without its file. */
export function postgresImages(db: Drizzle, files: ImageFiles): Images {
  async function get(owner: ImageOwner, imageId: string): Promise<Image | undefined> {
    if (!isImageId(imageId)) return undefined;
    const [row] = await db
      .select()
      .from(image)
      .where(and(eq(image.id, imageId), ownedBy(owner)));
    return row && { ...row, mediaType: row.mediaType as Image['mediaType'] };
  }

  return {
    async add(added, bytes) {
      await files.write(added.id, bytes);
      try {
        await db.insert(image).values(added);
      } catch (error) {
        await files.remove(added.id);
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
