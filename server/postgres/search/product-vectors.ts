import { type SQL, sql } from 'drizzle-orm';
import type { ProductVectors, StoredVector } from '../../model/meaning/product-vectors.ts';
import type { Drizzle } from '../connection/database.ts';

/** Letters of a product that a vector is made of; what matters stands at the beginning. */
const LONGEST_TEXT = 2_000;
const MISSING_AT_ONCE = 1_000;
/** Vectors read at once. */
const BATCH = 1_000;
/** A vector may become visible a little after the time it says. */
const OVERLAP = '10 seconds';

export function postgresProductVectors(db: Drizzle): ProductVectors {
  return {
    async claim(space, limit) {
      const changed = { space, limit, due: sql`embedded <> revision` };
      const ofAnotherSpace = { space, limit, due: sql`space <> ${space}` };
      let claimed = await claimDue(db, changed);
      if (claimed.length === 0) claimed = await claimDue(db, ofAnotherSpace);
      if (claimed.length === 0 && (await addMissing(db, space)) > 0) {
        claimed = await claimDue(db, changed);
      }
      const texts = await textsOf(
        db,
        claimed.map(({ id }) => id),
      );
      return claimed.map(({ id, revision, hash }) => ({
        productId: id,
        revision,
        hash: hash ?? undefined,
        text: texts.get(id) ?? '',
      }));
    },
    async put(space, made) {
      await db.transaction(async (tx) => {
        for (const { productId, revision, hash, vector } of made) {
          const bytes = vector instanceof Float32Array ? bytesOf(vector) : null;
          const kept = vector === 'unchanged' ? sql.empty() : sql`vector = ${bytes}, `;
          await tx.execute(sql`
            update product_embedding
            set ${kept} content_hash = ${hash}, space = ${space}, embedded = ${revision}, claimed_until = null,
              updated_at = clock_timestamp()
            where product_id = ${productId}`);
        }
      });
    },
    async release(productIds) {
      await db.execute(sql`
        update product_embedding set claimed_until = null
        where product_id = any (${sql.param(productIds)}::uuid[])`);
    },
    async state(storeId, space) {
      const [row] = await db.execute<{
        count: number;
        latest: string | null;
        bytes: number | null;
      }>(sql`
        select count(*)::int as count, max(updated_at)::text as latest, min(length(vector)) as bytes
        from product_embedding where store_id = ${storeId} and space = ${space} and vector is not null`);
      return {
        count: row?.count ?? 0,
        latest: row?.latest ?? '',
        dimensions: (row?.bytes ?? 0) / Float32Array.BYTES_PER_ELEMENT,
      };
    },
    async *changed(storeId, space, since) {
      const from = since
        ? sql`and updated_at >= ${since}::timestamptz - ${OVERLAP}::interval`
        : sql.empty();
      let last = '00000000-0000-0000-0000-000000000000';
      for (;;) {
        const rows = await db.execute<{ id: string; vector: Buffer }>(sql`
          select product_id as id, vector from product_embedding
          where store_id = ${storeId} and space = ${space} and vector is not null and product_id > ${last} ${from}
          order by product_id limit ${BATCH}`);
        yield rows.map(
          ({ id, vector }): StoredVector => ({ productId: id, vector: floatsOf(vector) }),
        );
        const end = rows.at(-1);
        if (!end || rows.length < BATCH) return;
        last = end.id;
      }
    },
  };
}

interface ClaimedRow extends Record<string, unknown> {
  id: string;
  revision: number;
  hash: Buffer | null;
}

/** Rows for products that have none: many at once, as looking for them means looking at all products. */
async function addMissing(db: Drizzle, space: string): Promise<number> {
  const added = await db.execute(sql`
    insert into product_embedding (product_id, store_id, space)
    select p.id, p.store_id, ${space} from product p
    where not exists (select from product_embedding e where e.product_id = p.id)
    limit ${MISSING_AT_ONCE}
    on conflict do nothing
    returning product_id`);
  return added.length;
}

interface Due {
  space: string;
  limit: number;
  due: SQL;
}

/** Takes products for two minutes; nobody else gets them so long. */
async function claimDue(db: Drizzle, { space, limit, due }: Due): Promise<ClaimedRow[]> {
  return await db.execute<ClaimedRow>(sql`
    update product_embedding e set claimed_until = clock_timestamp() + interval '2 minutes'
    where e.product_id in (
      select product_id from product_embedding
      where ${due} and (claimed_until is null or claimed_until < clock_timestamp())
      limit ${limit} for update skip locked)
    returning e.product_id as id, e.revision, case when e.space = ${space} then e.content_hash end as hash`);
}

/** Read after the claim, so that a text is never older than the revision that it is taken for. */
async function textsOf(db: Drizzle, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{ id: string; text: string }>(sql`
    select p.id, left(concat_ws(E'\n', search_title_text(p), search_category_text(p), search_detail_text(p), p.description),
      ${LONGEST_TEXT}) as text
    from product p where p.id = any (${sql.param(ids)}::uuid[])`);
  return new Map(rows.map(({ id, text }) => [id, text]));
}

function bytesOf(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT);
  for (const [index, number] of vector.entries()) {
    bytes.writeFloatLE(number, index * Float32Array.BYTES_PER_ELEMENT);
  }
  return bytes;
}

function floatsOf(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / Float32Array.BYTES_PER_ELEMENT }, (_, index) =>
    bytes.readFloatLE(index * Float32Array.BYTES_PER_ELEMENT),
  );
}
