import { and, eq, sql } from 'drizzle-orm';
import { meanWith, type PhotoMean, type PhotoMeans } from '../../images/matching/photo-means.ts';
import type { Drizzle } from '../connection/database.ts';
import { photoMean } from '../schema.ts';

/** Two photos at once are added one after the other: the row is locked in between. */
export function postgresPhotoMeans(db: Drizzle): PhotoMeans {
  const rowOf = (storeId: string, space: string) =>
    and(eq(photoMean.storeId, storeId), eq(photoMean.space, space));

  return {
    async read(storeId, space) {
      const [row] = await db.select().from(photoMean).where(rowOf(storeId, space));
      return row && decode(row);
    },
    async add(storeId, space, photo) {
      await db.transaction(async (tx) => {
        const first = { storeId, space, photos: 1, mean: encode(photo) };
        const added = await tx
          .insert(photoMean)
          .values(first)
          .onConflictDoNothing()
          .returning({ photos: photoMean.photos });
        if (added.length > 0) return;
        const [row] = await tx.select().from(photoMean).where(rowOf(storeId, space)).for('update');
        const { photos, mean } = meanWith(row && decode(row), photo);
        await tx
          .update(photoMean)
          .set({ photos, mean: encode(mean), updatedAt: sql`clock_timestamp()` })
          .where(rowOf(storeId, space));
      });
    },
  };
}

function encode(mean: Float32Array): Buffer {
  const bytes = Buffer.alloc(mean.length * 4);
  mean.forEach((value, at) => {
    bytes.writeFloatLE(value, at * 4);
  });
  return bytes;
}

function decode({ photos, mean }: { photos: number; mean: Buffer }): PhotoMean {
  return {
    photos,
    mean: Float32Array.from({ length: mean.length / 4 }, (_, at) => mean.readFloatLE(at * 4)),
  };
}
