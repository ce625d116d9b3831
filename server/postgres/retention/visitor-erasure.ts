import { and, eq, lt, sql } from 'drizzle-orm';
import type { ErasedVisitor, VisitorErasure } from '../../retention/erase-visitor.ts';
import type { Drizzle } from '../connection/database.ts';
import { STOP_CHANNEL } from '../conversations/turn-channels.ts';
import { conversation, image, modelCall, turn, visitor, visitorToken } from '../schema.ts';
import { hashOfNobody } from '../visitors/visitor-tokens.ts';
import { deleteConversationRows } from './delete-conversations.ts';
import { deleteVisitorRows } from './delete-visitors.ts';

const VISITORS_AT_ONCE = 100;
const CONVERSATIONS_AT_ONCE = 50;
const ROWS_AT_ONCE = 1_000;

export function postgresVisitorErasure(db: Drizzle): VisitorErasure {
  return {
    begin({ storeId, visitorId }) {
      return db.transaction(async (tx) => {
        await tx
          .update(visitor)
          // Who the shop said it was is nobody's business from here on.
          .set({
            erasedAt: sql`now()`,
            tokenHash: hashOfNobody(),
            customerRef: null,
            network: null,
          })
          .where(and(eq(visitor.storeId, storeId), eq(visitor.id, visitorId)));
        await tx
          .delete(visitorToken)
          .where(and(eq(visitorToken.storeId, storeId), eq(visitorToken.visitorId, visitorId)));
        const running = await tx
          .update(turn)
          .set({ stopRequested: true })
          .where(runningTurns({ storeId, visitorId }))
          .returning({ id: turn.id });
        for (const { id } of running) {
          await tx.execute(sql`select pg_notify(${STOP_CHANNEL}, ${id})`);
        }
        return running.map(({ id }) => id);
      });
    },

    async hasRunningTurn(erased) {
      const found = await db
        .select({ id: turn.id })
        .from(turn)
        .where(runningTurns(erased))
        .limit(1);
      return found.length > 0;
    },

    deleteBatch(erased) {
      return db.transaction(async (tx) => {
        // One at a time. Questions that are on their way in do not wait for it: they find their visitor gone.
        const [found] = await tx
          .select({ id: visitor.id })
          .from(visitor)
          .where(and(eq(visitor.storeId, erased.storeId), eq(visitor.id, erased.visitorId)))
          .for('no key update');
        if (!found) return 0;
        const deleted =
          (await deleteImages(tx, erased)) ||
          (await deleteConversations(tx, erased)) ||
          (await forgetCalls(tx, erased));
        if (deleted > 0) return deleted;
        await deleteVisitorRows(tx, [erased.visitorId]);
        return 1;
      });
    },

    async unfinished(begunBefore) {
      return db
        .select({ storeId: visitor.storeId, visitorId: visitor.id })
        .from(visitor)
        .where(lt(visitor.erasedAt, begunBefore))
        .orderBy(visitor.erasedAt)
        .limit(VISITORS_AT_ONCE);
    },
  };
}

function conversationsOf({ storeId, visitorId }: ErasedVisitor) {
  return and(eq(conversation.storeId, storeId), eq(conversation.visitorId, visitorId));
}

/** Found by their conversations, as turns are not listed by visitor. */
function runningTurns(erased: ErasedVisitor) {
  return and(
    eq(turn.storeId, erased.storeId),
    eq(turn.status, 'running'),
    sql`${turn.conversationId} in (select id from conversation where ${conversationsOf(erased)})`,
  );
}

async function deleteImages(tx: Drizzle, { storeId, visitorId }: ErasedVisitor): Promise<number> {
  const own = and(eq(image.storeId, storeId), eq(image.visitorId, visitorId));
  const deleted = await tx
    .delete(image)
    .where(sql`${image.id} in (select id from image where ${own} limit ${ROWS_AT_ONCE})`)
    .returning({ id: image.id });
  return deleted.length;
}

async function deleteConversations(tx: Drizzle, erased: ErasedVisitor): Promise<number> {
  const some = await tx
    .select({ id: conversation.id })
    .from(conversation)
    .where(conversationsOf(erased))
    .limit(CONVERSATIONS_AT_ONCE);
  return deleteConversationRows(
    tx,
    some.map(({ id }) => id),
  );
}

/** Calls of turns that were still to be written down when the turns went. */
async function forgetCalls(tx: Drizzle, { storeId, visitorId }: ErasedVisitor): Promise<number> {
  const own = and(eq(modelCall.storeId, storeId), eq(modelCall.visitorId, visitorId));
  const forgotten = await tx
    .update(modelCall)
    .set({ visitorId: null, turnId: null })
    .where(sql`${modelCall.id} in (select id from model_call where ${own} limit ${ROWS_AT_ONCE})`)
    .returning({ id: modelCall.id });
  return forgotten.length;
}
