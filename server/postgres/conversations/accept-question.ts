import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { AcceptedQuestion, Question } from '../../conversation/conversations.ts';
import type { RunnableTurn } from '../../conversation/turns.ts';
import { AppError } from '../../errors.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { conversation, message, turn } from '../schema.ts';
import { acceptAtOnce } from './accept-at-once.ts';
import { titleOf } from './conversation-title.ts';
import { leaseEnd } from './lease.ts';
import { readHistory } from './turn-history.ts';

/** See Conversations.accept. */
export async function acceptQuestion(db: Drizzle, question: Question): Promise<AcceptedQuestion> {
  const begun = await acceptAtOnce(db, question);
  return begun ? { kind: 'new', turn: begun } : acceptByTheRules(db, question);
}

/** Of every question. The conversation's row is locked first, so that two tabs come one after the other. */
function acceptByTheRules(db: Drizzle, question: Question): Promise<AcceptedQuestion> {
  return db.transaction(async (tx) => {
    // Asked for together, and answered in this order: what does not need the other's answer costs no second round trip.
    const [conversationId, known, running] = await Promise.all([
      openConversation(tx, question),
      messageOfThatId(tx, question),
      runningTurn(tx, question),
    ]);
    const asked = known && askedBefore(known, question, conversationId);
    const latest = asked && (await latestTurn(tx, question, asked.id));
    if (asked && latest && !(await isAnotherWanted(tx, question, { asked, latest }))) {
      return { kind: 'known', turn: { turnId: latest.id, storeId: question.storeId } };
    }
    if (running) throw turnInProgress(running.id);
    if (asked) await supersedeAfter(tx, question, { conversationId, questionId: asked.id });
    else if (!question.regenerate) await supersedeQuestion(tx, question, conversationId);
    const ids = { conversationId, questionId: asked?.id ?? newId() };
    // Together again, and in this order; what was said so far comes with the last of them.
    const [, begun, history] = await Promise.all([
      asked ?? insertQuestion(tx, question, ids),
      insertTurn(tx, question, ids),
      readHistory(tx, { storeId: question.storeId, ...ids }),
    ]);
    return { kind: 'new', turn: { ...begun, history } };
  });
}

type Transaction = Parameters<Parameters<Drizzle['transaction']>[0]>[0];

async function openConversation(tx: Transaction, question: Question): Promise<string> {
  const { storeId, visitorId } = question;
  const [opened] = await tx
    .insert(conversation)
    .values({
      id: newId(),
      storeId,
      visitorId,
      clientId: question.conversationId,
      title: titleOf(question.parts),
    })
    .onConflictDoUpdate({
      target: [conversation.visitorId, conversation.clientId],
      set: { updatedAt: sql`now()` },
    })
    .returning({ id: conversation.id });
  return opened!.id;
}

async function messageOfThatId(
  tx: Transaction,
  { storeId, visitorId, messageId }: Question,
): Promise<KnownMessage | undefined> {
  const [known] = await tx
    .select()
    .from(message)
    .where(
      and(
        eq(message.storeId, storeId),
        eq(message.visitorId, visitorId),
        eq(message.clientId, messageId),
      ),
    );
  return known;
}

/** The message, when it is this question; undefined when this one takes its place. */
function askedBefore(
  known: KnownMessage,
  question: Question,
  conversationId: string,
): FoundQuestion | undefined {
  const isHere = known.conversationId === conversationId;
  if (isHere && known.contentHash?.equals(question.contentHash)) return known;
  if (isHere && replacesItself(question)) return undefined;
  throw idWasUsed();
}

type KnownMessage = typeof message.$inferSelect;
type FoundQuestion = Pick<KnownMessage, 'id' | 'status'>;

/** The AI SDK gives a question that was edited the id that it had before. */
function replacesItself({ regenerate, replaces, messageId }: Question): boolean {
  return !regenerate && replaces === messageId;
}

function idWasUsed(): AppError {
  return new AppError(
    'idempotency_conflict',
    'This message id was used for another message. Give each message an id of its own.',
  );
}

interface LatestTurn {
  id: string;
  status: string;
  answerId: string;
  /** It has ended so shortly ago that its end may not have been heard. */
  isFresh: boolean;
}

/**
 * Who names no answer to replace (the AI SDK does not by itself) and asks for another one so soon after another one was
 * told whole has not heard of it: nobody has read it by then.
 */
const UNHEARD_SECONDS = 5;

/** Whoever repeats a request for another answer wants the one that the request has made. */
async function isAnotherWanted(
  tx: Transaction,
  { storeId, regenerate, replaces }: Question,
  { asked, latest }: { asked: FoundQuestion; latest: LatestTurn },
): Promise<boolean> {
  if (!regenerate || latest.status === 'running' || asked.status === 'superseded') return false;
  if (replaces === latest.answerId) return true;
  const earlier = await tx
    .select({ answerId: message.clientId })
    .from(turn)
    .innerJoin(message, answersTurn())
    .where(and(eq(turn.storeId, storeId), eq(turn.questionId, asked.id), ne(turn.id, latest.id)));
  if (earlier.some(({ answerId }) => answerId === replaces)) return false;
  const isUnheard = earlier.length > 0 && latest.status === 'done' && latest.isFresh;
  return !isUnheard;
}

function answersTurn() {
  return and(eq(message.storeId, turn.storeId), eq(message.id, turn.answerId));
}

async function latestTurn(
  tx: Transaction,
  { storeId }: Question,
  questionId: string,
): Promise<LatestTurn | undefined> {
  const [latest] = await tx
    .select({
      id: turn.id,
      status: turn.status,
      answerId: message.clientId,
      isFresh: sql<boolean>`coalesce(${turn.finishedAt} > now() - make_interval(secs => ${UNHEARD_SECONDS}), false)`,
    })
    .from(turn)
    .innerJoin(message, answersTurn())
    .where(and(eq(turn.storeId, storeId), eq(turn.questionId, questionId)))
    .orderBy(desc(turn.startedAt), desc(turn.id))
    .limit(1);
  return latest;
}

async function runningTurn(
  tx: Transaction,
  { storeId, visitorId, conversationId }: Question,
): Promise<{ id: string } | undefined> {
  const [running] = await tx
    .select({ id: turn.id })
    .from(turn)
    .innerJoin(conversation, eq(conversation.id, turn.conversationId))
    .where(
      and(
        eq(turn.storeId, storeId),
        eq(turn.status, 'running'),
        eq(conversation.visitorId, visitorId),
        eq(conversation.clientId, conversationId),
      ),
    );
  return running;
}

function turnInProgress(turnId: string): AppError {
  const detail = 'Wait for the answer to the last message, or stop it.';
  return new AppError('turn_in_progress', detail, { turnId });
}

/** Another answer replaces all that was said after the question. */
async function supersedeAfter(
  tx: Transaction,
  { storeId }: Question,
  { conversationId, questionId }: QuestionIds,
): Promise<void> {
  await tx
    .update(message)
    .set({ status: 'superseded' })
    .where(
      and(
        eq(message.storeId, storeId),
        eq(message.conversationId, conversationId),
        sql`(${message.createdAt}, ${message.id}) > (select asked.created_at, asked.id from message asked where asked.store_id = ${storeId} and asked.id = ${questionId})`,
      ),
    );
}

/** An edited question, and all that was said after it. One that is not there, or was replaced already, stays as it is. */
async function supersedeQuestion(
  tx: Transaction,
  question: Question,
  conversationId: string,
): Promise<void> {
  const { storeId, visitorId, messageId, replaces } = question;
  if (replaces === undefined) return;
  const [edited] = await tx
    .update(message)
    .set({
      status: 'superseded',
      // Its id may be the one that takes its place.
      ...(replaces === messageId && { clientId: sql`${message.id}::text` }),
    })
    .where(
      and(
        eq(message.storeId, storeId),
        eq(message.visitorId, visitorId),
        eq(message.conversationId, conversationId),
        eq(message.clientId, replaces),
        eq(message.role, 'user'),
        ne(message.status, 'superseded'),
      ),
    )
    .returning({ id: message.id });
  if (edited) await supersedeAfter(tx, question, { conversationId, questionId: edited.id });
}

/** Another conversation of the visitor may take the id at the same moment; its row is not locked by us. */
async function insertQuestion(
  tx: Transaction,
  { storeId, visitorId, messageId, parts, contentHash }: Question,
  { conversationId, questionId }: QuestionIds,
): Promise<void> {
  const inserted = await tx
    .insert(message)
    .values({
      id: questionId,
      storeId,
      visitorId,
      conversationId,
      clientId: messageId,
      role: 'user',
      parts,
      status: 'done',
      contentHash,
    })
    .onConflictDoNothing({ target: [message.visitorId, message.clientId] })
    .returning({ id: message.id });
  if (inserted.length === 0) throw idWasUsed();
}

interface QuestionIds {
  conversationId: string;
  questionId: string;
}

async function insertTurn(
  tx: Transaction,
  { storeId, visitorId, leaseOwner, context }: Question,
  { conversationId, questionId }: QuestionIds,
): Promise<RunnableTurn> {
  const turnId = newId();
  const answerId = newId();
  const base = { storeId, visitorId, conversationId };
  await Promise.all([
    tx
      .insert(message)
      .values({ ...base, id: answerId, clientId: answerId, role: 'assistant', status: 'running' }),
    tx.insert(turn).values({
      ...base,
      id: turnId,
      questionId,
      answerId,
      status: 'running',
      leaseOwner,
      leaseUntil: leaseEnd(),
      context,
    }),
  ]);
  return { ...base, turnId, questionId, answerMessageId: answerId, run: 0, context };
}
