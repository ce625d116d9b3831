import { and, asc, eq, inArray, notExists, sql } from 'drizzle-orm';
import {
  type CatalogPicture,
  type PictureSignatures,
  type PictureValue,
  pictureKey,
} from '../../images/matching/picture-signatures.ts';
import type { Drizzle } from '../connection/database.ts';
import { media, pictureSpace, pictureTrait, product } from '../schema.ts';

const PAGE = 2_000;

/** One row for each picture and space. */
export function postgresPictureSignatures(db: Drizzle): PictureSignatures {
  const seenIn = (storeId: string, space: string) =>
    and(eq(pictureTrait.storeId, storeId), eq(pictureTrait.space, space));

  /** Pictures that the store's products show; `pictureTrait` may have more. */
  const stillShown = db
    .select({ one: sql`1` })
    .from(media)
    .where(
      and(
        eq(media.storeId, pictureTrait.storeId),
        eq(media.productId, pictureTrait.productId),
        eq(media.url, pictureTrait.url),
      ),
    );

  async function pageOf(storeId: string, space: string, after?: PictureValue) {
    const rest = after
      ? sql`(${pictureTrait.productId}, ${pictureTrait.url}) > (${after.productId}::uuid, ${after.url})`
      : undefined;
    return db
      .select({
        productId: pictureTrait.productId,
        url: pictureTrait.url,
        value: pictureTrait.value,
      })
      .from(pictureTrait)
      .where(and(seenIn(storeId, space), rest))
      .orderBy(asc(pictureTrait.productId), asc(pictureTrait.url))
      .limit(PAGE);
  }

  return {
    async pictures(storeId) {
      const rows = await db
        .selectDistinct({
          productId: media.productId,
          url: media.url,
          space: pictureTrait.space,
          sha256: pictureTrait.sha256,
        })
        .from(media)
        .leftJoin(
          pictureTrait,
          and(
            eq(pictureTrait.storeId, media.storeId),
            eq(pictureTrait.productId, media.productId),
            eq(pictureTrait.url, media.url),
          ),
        )
        .where(and(eq(media.storeId, storeId), eq(media.type, 'image')))
        .orderBy(asc(media.productId), asc(media.url));
      const pictures = new Map<string, CatalogPicture>();
      for (const { productId, url, space, sha256 } of rows) {
        const key = pictureKey({ productId, url });
        const picture = pictures.get(key) ?? { productId, url, described: [] };
        if (space !== null && sha256 !== null) picture.described.push({ space, sha256 });
        pictures.set(key, picture);
      }
      return [...pictures.values()];
    },

    async put(storeId, { sha256, value, detail, ...key }) {
      const seen = { sha256, value, detail: detail ?? null, updatedAt: sql`clock_timestamp()` };
      const { storeId: store, productId, url, space } = pictureTrait;
      await db
        .insert(pictureTrait)
        .values({ storeId, ...key, ...seen })
        .onConflictDoUpdate({ target: [store, productId, url, space], set: seen });
    },

    async prune(storeId) {
      await db
        .delete(pictureTrait)
        .where(and(eq(pictureTrait.storeId, storeId), notExists(stillShown)));
    },

    async complete(storeId, space, replaced) {
      await db.transaction(async (tx) => {
        await tx.insert(pictureSpace).values({ storeId, space }).onConflictDoNothing();
        if (replaced.length === 0) return;
        const { storeId: store, space: ofSpace } = pictureSpace;
        await tx.delete(pictureSpace).where(and(eq(store, storeId), inArray(ofSpace, replaced)));
        await tx
          .delete(pictureTrait)
          .where(and(eq(pictureTrait.storeId, storeId), inArray(pictureTrait.space, replaced)));
      });
    },

    async completeSpaces(storeId) {
      const rows = await db
        .select({ space: pictureSpace.space })
        .from(pictureSpace)
        .where(eq(pictureSpace.storeId, storeId))
        .orderBy(asc(pictureSpace.space));
      return rows.map(({ space }) => space);
    },

    async version(storeId) {
      const [row] = await db
        .select({
          version: sql<string>`count(*) || ' ' || coalesce(max(${pictureTrait.updatedAt})::text, '') || ' ' || coalesce(
            (select string_agg(s.space, ' ' order by s.space) from picture_space s where s.store_id = ${storeId}), '')`,
        })
        .from(pictureTrait)
        .where(eq(pictureTrait.storeId, storeId));
      return row?.version ?? '';
    },

    async *values(storeId, space) {
      for (let page = await pageOf(storeId, space); page.length > 0; ) {
        yield page;
        if (page.length < PAGE) return;
        page = await pageOf(storeId, space, page.at(-1));
      }
    },

    async details(storeId, space, pictures) {
      if (pictures.length === 0) return new Map();
      const { productId, url, detail } = pictureTrait;
      const products = pictures.map((picture) => picture.productId);
      const rows = await db
        .select({ productId, url, detail })
        .from(pictureTrait)
        .where(and(seenIn(storeId, space), inArray(productId, products)));
      const wanted = new Set(pictures.map(pictureKey));
      return new Map(
        rows.flatMap((row) => {
          const key = pictureKey(row);
          return row.detail && wanted.has(key) ? [[key, row.detail] as const] : [];
        }),
      );
    },

    async names(storeId) {
      const shown = db
        .select({ one: sql`1` })
        .from(media)
        .where(and(eq(media.storeId, storeId), eq(media.productId, product.id)));
      const rows = await db
        .select({ productId: product.id, title: product.title, brand: product.brand })
        .from(product)
        .where(and(eq(product.storeId, storeId), sql`exists ${shown}`));
      return rows.map(({ productId, title, brand }) => ({
        productId,
        name: `${brand ?? ''} ${title}`.trim(),
      }));
    },
  };
}
