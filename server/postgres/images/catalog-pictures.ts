import { and, count, eq, gte, sql } from 'drizzle-orm';
import { isImageId } from '../../images/intake/image-id.ts';
import type { CatalogPictures } from '../../images/matching/catalog-pictures.ts';
import type { ImageFiles } from '../../images/storage/image-files.ts';
import type { Drizzle } from '../connection/database.ts';
import { catalogPicture, imageRemoval } from '../schema.ts';

/** Longer than it takes to write a picture down: until then its file is not taken for one that nobody needs. */
const HOURS_TO_ADD = 1;

/** Products keep our own pictures as paths; somebody may have pasted a whole address all the same. */
const IS_SHOWN = sql`exists (
  select from media m
  where m.store_id = catalog_picture.store_id and m.url like '/media/%'
    and left(m.url, 60) = '/media/' || catalog_picture.id || '.webp')`;

/** Rows in Postgres, bytes in `files`; bytes come first and go last, as with photos (`postgresImages`). */
export function postgresCatalogPictures(db: Drizzle, files: ImageFiles): CatalogPictures {
  return {
    async add(added, webp) {
      const { id: imageId, storeId } = added;
      const dueAt = sql`now() + make_interval(hours => ${HOURS_TO_ADD})`;
      await db.insert(imageRemoval).values({ imageId, storeId, dueAt });
      await files.write(imageId, webp);
      try {
        await db.transaction(async (tx) => {
          await tx.insert(catalogPicture).values(added);
          await tx.delete(imageRemoval).where(eq(imageRemoval.imageId, imageId));
        });
      } catch (error) {
        await files.remove(imageId);
        throw error;
      }
    },

    async read(pictureId) {
      if (!isImageId(pictureId)) return undefined;
      const [row] = await db
        .select({ id: catalogPicture.id })
        .from(catalogPicture)
        .where(eq(catalogPicture.id, pictureId));
      return row && files.read(row.id);
    },

    async countSince(storeId, since) {
      const [row] = await db
        .select({ pictures: count() })
        .from(catalogPicture)
        .where(and(eq(catalogPicture.storeId, storeId), gte(catalogPicture.createdAt, since)));
      return row?.pictures ?? 0;
    },

    async noteUse(now) {
      await db.execute(sql`
        update catalog_picture set used_at = ${now.toISOString()}::timestamptz
        where (used_at is null or used_at < ${now.toISOString()}::timestamptz - interval '1 hour') and ${IS_SHOWN}`);
    },

    async deleteUnused({ neverUsedSince, unusedSince }) {
      await db.execute(sql`
        delete from catalog_picture
        where (created_at < ${neverUsedSince.toISOString()} and used_at is null
            or used_at < ${unusedSince.toISOString()})
          and not ${IS_SHOWN}`);
    },
  };
}
