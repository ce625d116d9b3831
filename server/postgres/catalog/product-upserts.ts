import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import type { UpsertedProduct, UpsertResult } from '../../../shared/machine.ts';
import type { Actor } from '../../admin/audit.ts';
import type { ProductUpserts } from '../../admin/product-upserts.ts';
import { upsertedFacts } from '../../admin/upserted-facts.ts';
import { AppError } from '../../errors.ts';
import { isStorable, NOT_STORABLE } from '../../shop/check-products.ts';
import type { Drizzle } from '../connection/database.ts';
import { onlyOnce } from '../machines/only-once.ts';
import { store } from '../schema.ts';
import type { Links } from './catalog-rows.ts';
import { indexOnce } from './index-once.ts';
import { addProduct, writeChange } from './product-editor.ts';
import { lockProducts } from './product-facts.ts';
import { freeHandle } from './taken-names.ts';

/** Products of one transaction, so that nobody waits long for one of them. */
const AT_ONCE = 50;
const TIME_LIMIT_MS = 60_000;

export interface UpsertOptions {
  links: Links;
  /** Products a transaction; 50 unless told. */
  atOnce?: number;
  /** After so many milliseconds no further transaction is begun; 60,000 unless told. */
  limitMs?: number;
}

/** `patient`: fifty products may take longer than a shopper waits. */
export function postgresProductUpserts(
  patient: Drizzle,
  { links, atOnce = AT_ONCE, limitMs = TIME_LIMIT_MS }: UpsertOptions,
): ProductUpserts {
  return {
    async upsert(storeId, { products, actor, once }) {
      const endsAt = performance.now() + limitMs;
      const results: UpsertResult[] = [];
      for (let start = 0; start < products.length; start += atOnce) {
        if (start > 0 && performance.now() >= endsAt) throw tookTooLong(start);
        const part = { products: products.slice(start, start + atOnce), actor, links };
        const done = await patient.transaction(async (tx) => {
          const work = () => upsertAll(tx, storeId, part);
          if (!once) return await work();
          const named = { ...once, name: nameOfPart(once.name, start) };
          return await onlyOnce(tx, { ...named, storeId, kind: 'upsert' }, work);
        });
        results.push(...done);
      }
      return results;
    },
  };
}

/** A name has no line break of its own. */
function nameOfPart(name: string, start: number): string {
  return start === 0 ? name : `${name}\n${start}`;
}

function tookTooLong(done: number): AppError {
  const detail = `There was time for the first ${done} products only; send the same request again.`;
  return new AppError('overloaded', detail, { retryAfter: 1 });
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
    await lockKnown(
      tx,
      storeId,
      products.filter((product) => isStorable(product)),
    );
    const all: UpsertResult[] = [];
    for (const { product, index } of inOneOrder(products)) {
      all[index] = await upsertOne(tx, storeId, { product, ...how });
    }
    const written = all.flatMap((item) =>
      item.result === 'created' || item.result === 'updated' ? [item.id] : [],
    );
    return { results: all, written };
  });
  return results;
}

/** Everybody's order: two that make the same new products wait for each other in no circle. */
function inOneOrder(products: UpsertedProduct[]) {
  const named = products.map((product, index) => {
    const { metadata, variants, title } = product;
    return { product, index, name: metadata?.external_id ?? variants[0]?.sku ?? title };
  });
  return named.sort((one, other) => Number(one.name > other.name) - Number(one.name < other.name));
}

interface Upsert {
  product: UpsertedProduct;
  actor: Actor;
  currency: string;
  relative(url: string): string;
}

/** In a savepoint: what is refused leaves no trace, and the next one goes on. */
async function upsertOne(tx: Drizzle, storeId: string, upsert: Upsert): Promise<UpsertResult> {
  const attempt = () => tx.transaction((inner) => makeOrChange(inner, storeId, upsert));
  try {
    return await attempt().catch((error: unknown) => {
      // Somebody may have made the very product since it was looked for: then it is there by now.
      if (error instanceof AppError && error.code === 'conflict') return attempt();
      throw error;
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message: detail, details } = error;
    if (code !== 'invalid_request' && code !== 'conflict') throw error;
    return { result: 'refused', code, detail, errors: details.errors };
  }
}

async function makeOrChange(
  tx: Drizzle,
  storeId: string,
  { product, actor, currency, relative }: Upsert,
): Promise<UpsertResult> {
  if (!isStorable(product)) {
    throw new AppError('invalid_request', `The product ${NOT_STORABLE}.`);
  }
  const [known] = await lockProducts(tx, storeId, await idsOf(tx, storeId, product));
  const facts = upsertedFacts(known?.facts, product, { currency, relative });
  if (!known) {
    const handle = product.handle ?? (await freeHandle(tx, storeId, facts.handle));
    await addProduct(tx, storeId, { facts: { ...facts, handle }, by: { actor } });
    return { result: 'created', id: facts.id, version: 1 };
  }
  if (isDeepStrictEqual(known.facts, facts)) {
    return { result: 'unchanged', id: facts.id, version: known.version };
  }
  const edit = { stored: known, after: facts, by: { actor } };
  const version = await writeChange(tx, storeId, edit);
  return { result: 'updated', id: facts.id, version };
}

/** Holds those that are there in the order of their ids, as everybody does who holds several. */
async function lockKnown(tx: Drizzle, storeId: string, products: UpsertedProduct[]) {
  const foreign = products.flatMap(({ metadata }) => metadata?.external_id ?? []);
  const skus = products.flatMap(({ variants }) => variants.flatMap(({ sku }) => sku ?? []));
  await tx.execute(sql`
    select from product where id in (
      select id from product where store_id = ${storeId} and external_id = any (${sql.param(foreign)}::text[])
      union
      select product_id from variant where store_id = ${storeId} and sku = any (${sql.param(skus)}::text[]))
    order by id for update`);
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
