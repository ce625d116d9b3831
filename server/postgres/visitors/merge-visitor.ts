import { type SQL, sql } from 'drizzle-orm';
import type { Drizzle } from '../connection/database.ts';
import { deleteVisitorRows } from '../retention/delete-visitors.ts';

interface Merge {
  storeId: string;
  from: string;
  into: string;
}

/**
 * Makes everything of one visitor another's, and the one nobody: what is on its way in for it finds it gone. Both rows
 * are locked. A turn that runs goes on: it finds by `visitor_merge` whose its photos are. Locks conversations, then turns
 * by id, then messages, as whoever asks, runs turns and ends them does.
 */
export async function mergeVisitor(tx: Drizzle, merge: Merge): Promise<void> {
  const { storeId, from, into } = merge;
  const moved = await tx.execute<{ id: string }>(sql`
    update conversation set visitor_id = ${into}, client_id = ${freeName(merge, 'conversation')}
    where store_id = ${storeId} and visitor_id = ${from} returning id`);
  const ids = sql`${`{${moved.map(({ id }) => id).join(',')}}`}::uuid[]`;
  const ofThem = sql`store_id = ${storeId} and conversation_id = any(${ids})`;
  await tx.execute(sql`select 1 from turn where ${ofThem} order by id for no key update`);
  await tx.execute(sql`update turn set visitor_id = ${into} where ${ofThem}`);
  await tx.execute(sql`
    update message set visitor_id = ${into}, client_id = ${freeName(merge, 'message')} where ${ofThem}`);
  for (const table of ['image', 'model_call']) {
    await tx.execute(sql`
      update ${sql.identifier(table)} set visitor_id = ${into}
      where store_id = ${storeId} and visitor_id = ${from}`);
  }
  await tx.execute(sql`
    delete from visitor_merge
    where store_id = ${storeId} and into_id = ${into} and created_at < now() - interval '1 day'`);
  await tx.execute(sql`
    update visitor_merge set into_id = ${into} where store_id = ${storeId} and into_id = ${from}`);
  await tx.execute(sql`
    update visitor_token set visitor_id = ${into} where store_id = ${storeId} and visitor_id = ${from}`);
  await tx.execute(sql`
    insert into visitor_merge (visitor_id, store_id, into_id) values (${from}, ${storeId}, ${into})`);
  await deleteVisitorRows(tx, [from]);
}

/** Browsers choose ids that nobody else has; a program may have used one on both devices. */
function freeName({ into }: Merge, table: 'conversation' | 'message'): SQL {
  const own = sql.identifier(table);
  return sql`case
    when exists (select 1 from ${own} other where other.visitor_id = ${into} and other.client_id = ${own}.client_id)
    then ${own}.id::text else ${own}.client_id end`;
}
