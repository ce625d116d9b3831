import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  AiSdkChatRequest,
  ChatRequest,
  ConversationSummary,
  FeedbackRequest,
  PlainText,
} from '../../shared/chat-request.ts';
import { PageLocale } from '../../shared/page-context.ts';
import { type AcceptDeps, acceptMessage, carriesPhotos } from '../conversation/accept-message.ts';
import { type Conversations, MESSAGES_READ } from '../conversation/conversations.ts';
import { type FollowDeps, followTurn } from '../conversation/follow-turn.ts';
import type { ConversationOwner, TurnRef, Turns } from '../conversation/turns.ts';
import { AppError } from '../errors.ts';
import type { VisitorEnv } from './app-env.ts';
import { ChatMessages, toWire } from './chat-message-wire.ts';
import type { EventStreams } from './event-streams.ts';
import { incomingMessage } from './incoming-message.ts';
import { createRouter, problemResponses } from './problem-response.ts';
import { sseResponse } from './sse-response.ts';

export interface ChatDeps {
  accept: AcceptDeps;
  follow: FollowDeps;
  conversations: Conversations;
  turns: Turns;
  /** Stops a turn that runs in this process; others hear of it through the database. */
  stopHere(turnId: string): void;
  publicUrl: string;
  streams: EventStreams;
  /** Hears of streams that broke on our side. */
  onError(error: unknown, doing: string): void;
}

const CONVERSATIONS_LISTED = 50;
const ChatParams = z.object({ id: PlainText.max(100) });
const eventStream = {
  description:
    'AI SDK UI message stream, version 1; each event has an id, gap-free within the turn.',
  content: { 'text/event-stream': { schema: z.string() } },
};

export function chatRoutes(deps: ChatDeps) {
  const router = createRouter<VisitorEnv>();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/chat',
      summary: 'Ask, and follow the answer',
      description:
        '`locale` (BCP 47): in what the page is read. Notices and refusals are in it; the answer is in the language of the question.',
      request: {
        query: z.object({ locale: PageLocale.optional() }),
        body: {
          required: true,
          content: { 'application/json': { schema: z.union([ChatRequest, AiSdkChatRequest]) } },
        },
      },
      responses: { 200: eventStream, ...problemResponses },
    }),
    async (context) => {
      const { locale } = context.req.valid('query');
      const { store } = context.get('visitor');
      const incoming = incomingMessage(context.req.valid('json'), { locale, store });
      // They are decoded first, one after the other.
      if (carriesPhotos(incoming.message)) context.get('ourTime')?.stop();
      const turn = await acceptMessage(deps.accept, { owner: ownerOf(context), ...incoming });
      return follow(context, deps, turn);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/chat/{id}/stream',
      summary: 'Follow the running turn',
      description:
        'From its first event, or after `Last-Event-ID`. 204 when no turn runs in this conversation.',
      request: { params: ChatParams },
      responses: { 200: eventStream, 204: { description: 'No turn runs.' }, ...problemResponses },
    }),
    async (context) => {
      const turn = await deps.turns.running(ownerOf(context), context.req.valid('param').id);
      return turn ? follow(context, deps, turn) : context.body(null, 204);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/chat/{id}/stop',
      summary: 'Stop the running turn',
      request: { params: ChatParams },
      responses: { 202: { description: 'It stops, or none ran.' }, ...problemResponses },
    }),
    async (context) => {
      const owner = ownerOf(context);
      const { id } = context.req.valid('param');
      const turn = await deps.turns.requestStop(owner, id);
      if (turn) deps.stopHere(turn.turnId);
      else await readConversation(deps, owner, id);
      return context.body(null, 202);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/chat/{id}',
      summary: 'A conversation',
      description: `Its newest ${MESSAGES_READ} messages. A running answer is not among them yet: follow its stream.`,
      request: { params: ChatParams },
      responses: {
        200: {
          description: 'Its messages as UIMessages, oldest first.',
          content: {
            'application/json': {
              schema: z.object({
                id: z.string(),
                status: z.enum(['running', 'idle']),
                messages: ChatMessages,
                has_earlier: z.boolean(),
              }),
            },
          },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { status, messages, hasEarlier } = await readConversation(deps, ownerOf(context), id);
      const wire = toWire(messages, deps.publicUrl);
      return context.json({ id, status, messages: wire, has_earlier: hasEarlier }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/chat',
      summary: "The visitor's conversations, newest first",
      responses: {
        200: {
          description: `The last ${CONVERSATIONS_LISTED}.`,
          content: {
            'application/json': {
              schema: z.object({ conversations: z.array(ConversationSummary) }),
            },
          },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const conversations = await deps.conversations.list(ownerOf(context), CONVERSATIONS_LISTED);
      return context.json({ conversations }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/v1/chat/{id}/messages/{messageId}/feedback',
      summary: 'Rate an answer',
      request: {
        params: ChatParams.extend({ messageId: PlainText.max(100) }),
        body: { required: true, content: { 'application/json': { schema: FeedbackRequest } } },
      },
      responses: { 204: { description: 'Kept; a later rating replaces it.' }, ...problemResponses },
    }),
    async (context) => {
      const { id, messageId } = context.req.valid('param');
      const rating = { conversationId: id, messageId, ...context.req.valid('json') };
      const rated = await deps.conversations.rate(ownerOf(context), rating);
      if (!rated) throw new AppError('not_found', 'There is no such answer.');
      return context.body(null, 204);
    },
  );

  return router;
}

function ownerOf(context: Context<VisitorEnv>): ConversationOwner {
  const { visitorId, store } = context.get('visitor');
  return { storeId: store.id, visitorId };
}

async function readConversation(
  { conversations }: ChatDeps,
  owner: ConversationOwner,
  conversationId: string,
) {
  const conversation = await conversations.read(owner, conversationId);
  if (!conversation) throw new AppError('not_found', 'There is no such conversation.');
  return conversation;
}

/** Made once: without a reason, each abort makes an error with a stack. */
const LEFT = new Error('the reader left');

function follow(context: Context<VisitorEnv>, deps: ChatDeps, turn: TurnRef): Response {
  const left = new AbortController();
  const afterSeq = lastEventId(context.req.header('last-event-id'));
  return sseResponse(context, followTurn(deps.follow, turn, { afterSeq, signal: left.signal }), {
    streams: deps.streams,
    leave: () => left.abort(LEFT),
    onError: (error) => deps.onError(error, 'follow a turn'),
  });
}

/** What a reconnecting reader has seen; nothing when it sends no number of ours. */
function lastEventId(header: string | undefined): number {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : 0;
}
