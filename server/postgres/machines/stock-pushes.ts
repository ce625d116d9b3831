import { sql } from 'drizzle-orm';
import type { StockPush, StockPushResult } from '../../../shared/machine.ts';
import type { AvailabilityStatus } from '../../../shared/product.ts';
import { type PushedVariant, pushStock } from '../../admin/push-stock.ts';
import type { PushMessage, StockPushes } from '../../admin/stock-pushes.ts';
import type { Clock } from '../../shop/clock.ts';
import { canBeBought } from '../../shop/product.ts';
import type { Drizzle } from '../connection/database.ts';
import { onlyOnce } from './only-once.ts';

/**
 * A push of a thousand takes a handful of statements. It holds the products' rows, never the lock of the search
 * dictionary: prices and stock are not words, and are found as soon as they are committed. `patient`: a message that
 * gave up halfway would come again whole.
 */
export function postgresStockPushes(patient: Drizzle, { clock }: { clock: Clock }): StockPushes {
  return {
    receive: (storeId, { id: name, bodyHash, ...message }) =>
      patient.transaction((tx) =>
        onlyOnce(tx, { storeId, kind: 'webhook', name, bodyHash }, () =>
          carryOut(tx, storeId, { ...message, now: clock.now() }),
        ),
      ),
  };
}

type Carried = Pick<PushMessage, 'sentAt' | 'pushes'> & { now: Date };

async function carryOut(
  tx: Drizzle,
  storeId: string,
  { pushes, sentAt, now }: Carried,
): Promise<StockPushResult[]> {
  const targets = await resolve(tx, storeId, pushes);
  const ids = [...new Set(targets.flatMap(({ ids: found }) => (found.length === 1 ? found : [])))];
  const stored = await lockVariants(tx, storeId, ids);
  const current = new Map<string, PushedVariant>(stored);
  const results = pushes.map((push, index): StockPushResult => {
    const [id, another] = targets[index]!.ids;
    const variant = id === undefined ? undefined : current.get(id);
    if (another) return { result: 'refused', detail: 'several variants are called this' };
    if (!variant) return { result: 'not_found' };
    const outcome = pushStock(variant, push, { sentAt, now });
    current.set(variant.id, outcome.variant);
    return outcome.result;
  });
  const after = [...current.values()].filter((variant) => variant !== stored.get(variant.id));
  await write(tx, storeId, { after, changed: after.filter((item) => differs(stored, item)) });
  return results;
}

/** The variants that each push may mean. */
async function resolve(tx: Drizzle, storeId: string, pushes: StockPush[]) {
  const asked = pushes.map(({ variant_id, sku, external_id }, place) => ({
    place,
    variant_id,
    sku,
    external_id,
  }));
  const rows = await tx.execute<{ place: number; ids: string[] | null }>(sql`
    select a.place, (
      select array_agg(id) from (
        select v.id from variant v where v.store_id = ${storeId} and v.id = a.variant_id
        union
        select v.id from variant v where v.store_id = ${storeId} and v.sku = a.sku
        union
        (select v.id from variant v
          where v.store_id = ${storeId} and v.metadata ? 'external_id' and v.metadata ->> 'external_id' = a.external_id
          limit 2)
        union
        (select (array_agg(v.id))[1] from product p join variant v on v.store_id = p.store_id and v.product_id = p.id
          where p.store_id = ${storeId} and p.external_id = a.external_id
          group by p.id having count(*) = 1)
      ) as found(id)
    ) as ids
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as a(place integer, variant_id uuid, sku text, external_id text)
    order by a.place`);
  return rows.map(({ ids }) => ({ ids: ids ?? [] }));
}

/** Holds their products in the order of ids, as everybody does who holds several. */
async function lockVariants(tx: Drizzle, storeId: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, PushedVariant>();
  const wanted = sql`${sql.param(ids)}::uuid[]`;
  await tx.execute(sql`
    select from product where store_id = ${storeId}
      and id in (select product_id from variant where store_id = ${storeId} and id = any (${wanted}))
    order by id for update`);
  const rows = await tx.execute<{
    id: string;
    price: number;
    listPrice: number | null;
    stock: number | null;
    availability: AvailabilityStatus;
    stockAt: Date | null;
    priceAt: Date | null;
  }>(sql`
    select v.id, v.price, v.list_price as "listPrice", v.stock, v.availability_status as availability,
      m.stock_at as "stockAt", m.price_at as "priceAt"
    from variant v left join variant_moment m on m.variant_id = v.id
    where v.store_id = ${storeId} and v.id = any (${wanted})`);
  return new Map(
    rows.map(({ stockAt, priceAt, ...row }) => [
      row.id,
      { ...row, stockAt: stockAt ?? undefined, priceAt: priceAt ?? undefined },
    ]),
  );
}

function differs(stored: Map<string, PushedVariant>, item: PushedVariant): boolean {
  const { stockAt: _, priceAt: __, ...before } = stored.get(item.id)!;
  const { stockAt: ___, priceAt: ____, ...after } = item;
  return JSON.stringify(before) !== JSON.stringify(after);
}

async function write(
  tx: Drizzle,
  storeId: string,
  { after, changed }: { after: PushedVariant[]; changed: PushedVariant[] },
): Promise<void> {
  if (after.length === 0) return;
  await tx.execute(sql`
    insert into variant_moment (variant_id, store_id, stock_at, price_at)
    select n.id, ${storeId}, n."stockAt", n."priceAt"
    from jsonb_to_recordset(${JSON.stringify(after)}::jsonb) as n(id uuid, "stockAt" timestamptz, "priceAt" timestamptz)
    on conflict (variant_id) do update set stock_at = excluded.stock_at, price_at = excluded.price_at`);
  if (changed.length === 0) return;
  const rows = changed.map(({ id, price, listPrice, stock, availability }) => ({
    id,
    price,
    list_price: listPrice,
    stock,
    availability,
    available: canBeBought(availability),
  }));
  const written = await tx.execute<{ id: string; product_id: string }>(sql`
    update variant v set price = n.price, list_price = n.list_price, stock = n.stock,
      available = case when v.availability_status = n.availability then v.available else n.available end,
      availability_status = n.availability
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(id uuid, price bigint, list_price bigint, stock integer, availability text, available boolean)
    where v.store_id = ${storeId} and v.id = n.id
    returning v.id, v.product_id`);
  await raiseVersions(tx, storeId, [...written]);
}

/** The versions go up by one, and are remembered as those of pushes: see `refuseStale`. */
async function raiseVersions(
  tx: Drizzle,
  storeId: string,
  written: { id: string; product_id: string }[],
): Promise<void> {
  const products = sql`${sql.param([...new Set(written.map((row) => row.product_id))])}::uuid[]`;
  const variants = sql`${sql.param(written.map(({ id }) => id))}::uuid[]`;
  await tx.execute(sql`
    with raised as (
      update product p set version = version + 1
      where p.store_id = ${storeId} and p.id = any (${products})
      returning p.id, p.version
    )
    insert into product_push (product_id, store_id, first_version, last_version)
    select id, ${storeId}, version - 1, version from raised
    on conflict (product_id) do update set last_version = excluded.last_version,
      first_version = case when product_push.last_version = excluded.first_version
        then product_push.first_version else excluded.first_version end`);
  await tx.execute(sql`
    insert into variant_push (variant_id, store_id, product_id, version)
    select v.id, v.store_id, v.product_id, p.version
    from variant v join product p on p.id = v.product_id
    where v.store_id = ${storeId} and v.id = any (${variants})
    on conflict (variant_id) do update set version = excluded.version`);
}
