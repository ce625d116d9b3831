import { and, count, desc, eq, gte, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import { isSamePicture } from '../../images/decoder/picture-print.ts';
import { isImageId } from '../../images/intake/image-id.ts';
import type { ImageFiles } from '../../images/storage/image-files.ts';
import type { Image, ImageOwner, Images } from '../../images/storage/images.ts';
import type { Drizzle } from '../connection/database.ts';
import { image, imageRemoval } from '../schema.ts';

/** Longer than it takes to write a photo down: until then its file is not taken for one that nobody needs. */
const HOURS_TO_ADD = 1;

/** Of a visitor's older photos so many are compared: more than one conversation has. */
const COMPARED = 100;

/** The part of a photo's row that the app knows. */
const IMAGE_COLUMNS = {
  id: image.id,
  storeId: image.storeId,
  visitorId: image.visitorId,
  mediaType: sql<Image['mediaType']>`${image.mediaType}`,
  width: image.width,
  height: image.height,
  bytes: image.bytes,
  sha256: image.sha256,
  createdAt: image.createdAt,
};

/** Photos of a process of the version before count with the bytes that were kept of them. */
const SENT_BYTES = sql<string>`coalesce(sum(coalesce(${image.sentBytes}, ${image.bytes})), 0)`;

/** Where it is not null. */
const PRINT = sql<Buffer>`${image.print}`;

/**
 * Rows in Postgres, bytes in `files`. The bytes come first and go last: there is no row without its file. A file
 * without a row is on the list of files to remove, from before it is written until its row is; see ImageRemovals.
 */
export function postgresImages(db: Drizzle, files: ImageFiles): Images {
  async function get(owner: ImageOwner, imageId: string): Promise<Image | undefined> {
    if (!isImageId(imageId)) return undefined;
    const [row] = await db
      .select(IMAGE_COLUMNS)
      .from(image)
      .where(and(eq(image.id, imageId), or(ownedBy(owner), ownedByMerged(owner))));
    return row;
  }

  async function printOf(imageId: string): Promise<Buffer | undefined> {
    const [row] = await db.select({ print: image.print }).from(image).where(eq(image.id, imageId));
    return row?.print ?? undefined;
  }

  return {
    async add(added, bytes) {
      const { id: imageId, storeId } = added;
      const dueAt = sql`now() + make_interval(hours => ${HOURS_TO_ADD})`;
      await db.insert(imageRemoval).values({ imageId, storeId, dueAt });
      await files.write(imageId, bytes);
      try {
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
    async sentSince(owner, since) {
      const [row] = await db
        .select({ photos: count(), bytes: SENT_BYTES })
        .from(image)
        .where(and(ownedBy(owner), gte(image.createdAt, since)));
      return { photos: row?.photos ?? 0, bytes: Number(row?.bytes ?? 0) };
    },
    async sameAs(owner, imageId) {
      const found = await get(owner, imageId);
      const print = found && (await printOf(found.id));
      if (!print) return [];
      const older = await db
        .select({ id: image.id, width: image.width, height: image.height, print: PRINT })
        .from(image)
        .where(and(ownedBy(found), olderThan(found), isNotNull(image.print)))
        .orderBy(desc(image.createdAt), desc(image.id))
        .limit(COMPARED);
      return older.filter((one) => isSamePicture(one, { ...found, print })).map(({ id }) => id);
    },
  };
}

/** All of a store's where no visitor is named. */
function ownedBy({ storeId, visitorId }: ImageOwner): SQL | undefined {
  const ofStore = eq(image.storeId, storeId);
  return visitorId === undefined ? ofStore : and(ofStore, eq(image.visitorId, visitorId));
}

/** Ids rise with time, so photos of the same moment have an order too. */
function olderThan({ createdAt, id }: Image): SQL {
  return sql`(${image.createdAt}, ${image.id}) < (${createdAt.toISOString()}::timestamptz, ${id}::uuid)`;
}

/** A turn that runs for who has become another visitor meanwhile. */
function ownedByMerged({ storeId, visitorId }: ImageOwner): SQL | undefined {
  if (visitorId === undefined) return undefined;
  return and(
    eq(image.storeId, storeId),
    sql`${image.visitorId} = (select into_id from visitor_merge where store_id = ${storeId} and visitor_id = ${visitorId})`,
  );
}
