import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import type { UpsertedProduct, UpsertResult } from '../../shared/machine.ts';
import type { Actor } from '../admin/audit.ts';
import type { ProductUpserts } from '../admin/product-upserts.ts';
import { upsertedFacts } from '../admin/upserted-facts.ts';
import { AppError } from '../errors.ts';
import type { Links } from './catalog-rows.ts';
import type { Drizzle } from './database.ts';
import { indexOnce } from './index-once.ts';
import { onlyOnce } from './only-once.ts';
import { addProduct, writeChange } from './product-editor.ts';
import { lockProducts } from './product-facts.ts';
import { store } from './schema.ts';
import { freeHandle } from './taken-names.ts';

/** `patient`: five hundred products may take longer than a shopper waits. */
export function postgresProductUpserts(
  patient: Drizzle,
  { links }: { links: Links },
): ProductUpserts {
  return {
    upsert: (storeId, { products, actor, once }) =>
      patient.transaction(async (tx) => {
        const work = () => upsertAll(tx, storeId, { products, actor, links });
        return once ? await onlyOnce(tx, { ...once, storeId, kind: 'upsert' }, work) : await work();
      }),
  };
}

interface Upserts {
  products: UpsertedProduct[];
  actor: Actor;
  links: Links;
}

/** Words are indexed once, at the end. */
async function upsertAll(
  tx: Drizzle,
  storeId: string,
  { products, actor, links }: Upserts,
): Promise<UpsertResult[]> {
  const [owner] = await tx
    .select({ currency: store.currency })
    .from(store)
    .where(eq(store.id, storeId));
  if (!owner) throw new AppError('not_found', 'There is no such store.');
  const how = { actor, currency: owner.currency, relative: links.relative };
  const { results } = await indexOnce(tx, storeId, async () => {
    const all: UpsertResult[] = [];
    for (const product of products) all.push(await upsertOne(tx, storeId, { product, ...how }));
    const written = all.flatMap((item) =>
      item.result === 'created' || item.result === 'updated' ? [item.id] : [],
    );
    return { results: all, written };
  });
  return results;
}

interface Upsert {
  product: UpsertedProduct;
  actor: Actor;
  currency: string;
  relative(url: string): string;
}

/** In a savepoint: what is refused leaves no trace, and the next one goes on. */
async function upsertOne(
  tx: Drizzle,
  storeId: string,
  { product, actor, currency, relative }: Upsert,
): Promise<UpsertResult> {
  try {
    return await tx.transaction(async (inner): Promise<UpsertResult> => {
      const [known] = await lockProducts(inner, storeId, await idsOf(inner, storeId, product));
      const facts = upsertedFacts(known?.facts, product, { currency, relative });
      if (!known) {
        const handle = product.handle ?? (await freeHandle(inner, storeId, facts.handle));
        await addProduct(inner, storeId, { facts: { ...facts, handle }, by: { actor } });
        return { result: 'created', id: facts.id, version: 1 };
      }
      if (isDeepStrictEqual(known.facts, facts)) {
        return { result: 'unchanged', id: facts.id, version: known.version };
      }
      const edit = { stored: known, after: facts, by: { actor } };
      const version = await writeChange(inner, storeId, edit);
      return { result: 'updated', id: facts.id, version };
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { result: 'refused', detail: error.message, errors: error.details.errors };
  }
}

/** The product of ours that is meant. Throws AppError `conflict` when its SKUs are spread over several. */
async function idsOf(tx: Drizzle, storeId: string, product: UpsertedProduct): Promise<string[]> {
  const externalId = product.metadata?.external_id;
  if (externalId !== undefined) {
    const found = await tx.execute<{ id: string }>(sql`
      select id from product where store_id = ${storeId} and external_id = ${externalId}`);
    if (found.length > 0) return found.map(({ id }) => id);
  }
  const skus = product.variants.flatMap(({ sku }) => sku ?? []);
  if (skus.length === 0) return [];
  const owners = await tx.execute<{ id: string; foreign: string | null }>(sql`
    select p.id, p.external_id as foreign from product p
    where p.store_id = ${storeId} and p.id in (
      select product_id from variant where store_id = ${storeId} and sku = any (${sql.param(skus)}::text[]))`);
  const another = owners.find(({ foreign }) => foreign !== null && foreign !== externalId);
  if (owners.length > 1 || (another && externalId !== undefined)) {
    throw new AppError('conflict', 'Its SKUs are those of other products of the store.');
  }
  return owners.map(({ id }) => id);
}
