import { and, asc, eq, inArray, notExists, sql } from 'drizzle-orm';
import type { PictureSignatures } from '../../images/picture-signatures.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { media, productPicture } from '../schema.ts';

/** Signatures of one `space`; those of another count as missing and are overwritten. */
export function postgresPictureSignatures(
  db: Drizzle,
  { space }: { space: string },
): PictureSignatures {
  const ofStore = (storeId: string) =>
    and(eq(productPicture.storeId, storeId), eq(productPicture.space, space));

  return {
    async pictures(storeId) {
      const rows = await db
        .selectDistinct({
          productId: media.productId,
          url: media.url,
          sha256: productPicture.sha256,
        })
        .from(media)
        .leftJoin(
          productPicture,
          and(
            ofStore(storeId),
            eq(productPicture.productId, media.productId),
            eq(productPicture.url, media.url),
          ),
        )
        .where(and(eq(media.storeId, storeId), eq(media.type, 'image')))
        .orderBy(asc(media.productId), asc(media.url));
      return rows.map(({ sha256, ...picture }) => ({ ...picture, sha256: sha256 ?? undefined }));
    },
    async put(storeId, { productId, url, ...signature }) {
      const values = { ...signature, space, updatedAt: sql`clock_timestamp()` };
      await db
        .insert(productPicture)
        .values({ id: newId(), storeId, productId, url, ...values })
        .onConflictDoUpdate({
          target: [productPicture.storeId, productPicture.productId, productPicture.url],
          set: values,
        });
    },
    async prune(storeId) {
      const stillShown = db
        .select({ one: sql`1` })
        .from(media)
        .where(
          and(
            eq(media.storeId, storeId),
            eq(media.productId, productPicture.productId),
            eq(media.url, productPicture.url),
          ),
        );
      await db
        .delete(productPicture)
        .where(and(eq(productPicture.storeId, storeId), notExists(stillShown)));
    },
    async version(storeId) {
      const [row] = await db
        .select({
          version: sql<string>`count(*) || ' ' || coalesce(max(${productPicture.updatedAt})::text, '')`,
        })
        .from(productPicture)
        .where(ofStore(storeId));
      return row?.version ?? '';
    },
    summaries: (storeId) =>
      db
        .select({
          id: productPicture.id,
          productId: productPicture.productId,
          summary: productPicture.summary,
        })
        .from(productPicture)
        .where(ofStore(storeId))
        .orderBy(asc(productPicture.id)),
    async details(storeId, ids) {
      if (ids.length === 0) return new Map();
      const rows = await db
        .select({ id: productPicture.id, detail: productPicture.detail })
        .from(productPicture)
        .where(and(ofStore(storeId), inArray(productPicture.id, ids)));
      return new Map(rows.map(({ id, detail }) => [id, detail]));
    },
  };
}
