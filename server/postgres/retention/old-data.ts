import { type SQL, sql } from 'drizzle-orm';
import type { OldData } from '../../retention/old-data.ts';
import type { Drizzle } from '../connection/database.ts';
import { deleteConversationRows } from './delete-conversations.ts';
import { deleteVisitorRows } from './delete-visitors.ts';

const CONVERSATIONS_AT_ONCE = 50;
const IMAGES_AT_ONCE = 200;
const VISITORS_AT_ONCE = 2_000;
const CALLS_AT_ONCE = 2_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** A turn has a few hundred events, seldom thousands. */
const TURNS_AT_ONCE = 50;

/**
 * Whoever deletes conversations takes their visitor first, so that no two do for one visitor at once: an erasure takes
 * turns before their conversation, as whoever ends a turn does, and here it is the other way round.
 *
 * Rows are locked by one statement and deleted by the next, which looks once more: what somebody began to use in
 * between is seen then, and cannot be begun to be used any more.
 */
export function postgresOldData(db: Drizzle): OldData {
  return {
    conversations(storeId, lastUsedBefore) {
      const old = sql`conversation.store_id = ${storeId} and conversation.updated_at < ${at(lastUsedBefore)} and not exists (
        select 1 from turn
        where turn.store_id = conversation.store_id and turn.conversation_id = conversation.id
          and turn.status = 'running')`;
      return db.transaction(async (tx) => {
        const locked = await idsOf(
          tx,
          sql`select conversation.id from conversation
            join visitor on visitor.store_id = conversation.store_id and visitor.id = conversation.visitor_id
            where ${old} order by conversation.updated_at limit ${CONVERSATIONS_AT_ONCE}
            for share of visitor skip locked for update of conversation skip locked`,
        );
        if (locked.length === 0) return 0;
        const unused = await idsOf(
          tx,
          sql`select id from conversation where id in ${locked} and ${old}`,
        );
        return deleteConversationRows(tx, unused);
      });
    },

    async images(storeId, uploadedBefore) {
      const deleted = await idsOf(
        db,
        sql`delete from image where id in (
          select id from image
          where store_id = ${storeId} and created_at < ${at(uploadedBefore)} and not exists (
            select 1 from message
            where message.visitor_id = image.visitor_id and message.store_id = image.store_id
              and message.parts @> jsonb_build_array(jsonb_build_object('url', '/v1/images/' || image.id)))
          order by created_at limit ${IMAGES_AT_ONCE} for update skip locked)
        returning id`,
      );
      return deleted.length;
    },

    visitors(storeId, { expiredBefore, cameBefore }, after) {
      const over = cameBefore
        ? sql`(expires_at < ${at(expiredBefore)} or created_at < ${at(cameBefore)})`
        : sql`expires_at < ${at(expiredBefore)}`;
      const idle = sql`${over}
        and not exists (select 1 from conversation where conversation.store_id = visitor.store_id and visitor_id = visitor.id)
        and not exists (select 1 from image where image.store_id = visitor.store_id and visitor_id = visitor.id)`;
      return db.transaction(async (tx) => {
        const some = await idsOf(
          tx,
          sql`select id from visitor
            where store_id = ${storeId} and id > ${after ?? BEFORE_ALL}::uuid
            order by id limit ${VISITORS_AT_ONCE}`,
        );
        if (some.length === 0) return undefined;
        const locked = await idsOf(
          tx,
          sql`select id from visitor where id = any(${list(some)}) and ${idle} for update skip locked`,
        );
        const unused = await idsOf(
          tx,
          sql`select id from visitor where id = any(${list(locked)}) and ${idle}`,
        );
        await deleteVisitorRows(tx, unused);
        return some.length === VISITORS_AT_ONCE ? some.at(-1) : undefined;
      });
    },

    async modelCalls(storeId, startedBefore) {
      const ofStore = storeId === undefined ? sql`store_id is null` : sql`store_id = ${storeId}`;
      const deleted = await idsOf(
        db,
        sql`delete from model_call where id in (
          select id from model_call where ${ofStore} and started_at < ${at(startedBefore)}
          order by started_at limit ${CALLS_AT_ONCE} for update skip locked)
        returning id`,
      );
      return deleted.length;
    },

    turnEvents(finishedBefore) {
      return db.transaction(async (tx) => {
        const turns = await idsOf(
          tx,
          sql`update turn set has_events = false where id in (
            select id from turn
            where has_events and status <> 'running' and finished_at < ${at(finishedBefore)}
            order by finished_at limit ${TURNS_AT_ONCE} for update skip locked)
          returning id`,
        );
        if (turns.length > 0)
          await tx.execute(sql`delete from turn_event where turn_id in ${turns}`);
        return turns.length;
      });
    },
  };
}

async function idsOf(db: Pick<Drizzle, 'execute'>, query: SQL): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(query);
  return rows.map(({ id }) => id);
}

function at(moment: Date): SQL {
  return sql`${moment.toISOString()}::timestamptz`;
}

/** One parameter, however many there are. */
function list(ids: string[]): SQL {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}
