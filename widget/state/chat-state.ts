import type { Chunk } from '../../shared/chunk.ts';
import { foldChunk } from '../../shared/fold-chunk.ts';
import type { ChatMessage, MessageStatus } from '../../shared/message.ts';
import type { PublicStore } from '../../shared/store.ts';
import type { TransportErrorCode } from '../transport/chat-transport.ts';
import { toJson } from '../transport/to-json.ts';

/**
 * `loading` history · `idle` · `sending` (nothing came back yet) · `answering` · `reconnecting` by itself ·
 * `lost`: gave up, the shopper may try again.
 */
export type Phase = 'loading' | 'idle' | 'sending' | 'answering' | 'reconnecting' | 'lost';

/** Everything the panel shows. Changes only in `applyEvent`. */
export interface ChatState {
  store: PublicStore | undefined;
  phase: Phase;
  messages: readonly ChatMessage[];
  /** The answer that is being written; what of its events is folded already, so that a replay changes nothing. */
  turn: { messageId: string; lastEvent: number } | undefined;
  /** The last message is the shopper's, and the server may not have it. */
  unsent: boolean;
  stopping: boolean;
  /** The browser has no network at all. */
  offline: boolean;
  /** The shopper's next message, which goes out when the answer that was asked for elsewhere is whole. */
  waiting: ChatMessage | undefined;
  /** The server's words for the place in line, for as long as nothing else comes. */
  queued: string | undefined;
  /** Why the last message got no answer. */
  failure: Failure | undefined;
  photos: readonly Photo[];
  /** The question that the composer changes; empty when it did so before. */
  editing: string | undefined;
  /** How often who was here has left. */
  departures: number;
}

export interface Failure {
  code: TransportErrorCode | 'answer_failed';
  retryAfter?: number;
}

/** A photo in the composer. */
export interface Photo {
  id: string;
  status: 'uploading' | 'ready' | 'failed';
  url?: string;
  mediaType?: string;
  failure?: TransportErrorCode | undefined;
  /** How much of it has left, from 0 to 1. */
  progress?: number;
}

export type ChatEvent =
  | { type: 'store-loaded'; store: PublicStore }
  | { type: 'history-loading' }
  | { type: 'history-loaded'; messages: ChatMessage[]; running: boolean; waiting?: ChatMessage }
  | { type: 'cleared'; keep?: ChatMessage }
  | { type: 'sent'; message: ChatMessage }
  | { type: 'asked-again' }
  /** Empty: no more. */
  | { type: 'editing'; messageId: string }
  | { type: 'left' }
  /** `at`: when it was heard, in milliseconds since 1970. */
  | { type: 'chunk'; id: number; chunk: Chunk; at: number }
  | { type: 'stopping' }
  | { type: 'network'; offline: boolean }
  | { type: 'ended' }
  | { type: 'reconnecting' }
  | { type: 'lost' }
  | { type: 'failed'; failure: Failure }
  | { type: 'rated'; messageId: string; rating: 'up' | 'down' | undefined }
  | { type: 'photo-added'; id: string }
  | { type: 'photo-changed'; id: string; change: Omit<Partial<Photo>, 'id'> }
  | { type: 'photo-removed'; id: string };

export function initialState(store: PublicStore | undefined): ChatState {
  return {
    store,
    phase: 'idle',
    messages: [],
    turn: undefined,
    unsent: false,
    stopping: false,
    offline: false,
    waiting: undefined,
    queued: undefined,
    failure: undefined,
    photos: [],
    editing: undefined,
    departures: 0,
  };
}

const SETTLED = {
  turn: undefined,
  unsent: false,
  stopping: false,
  queued: undefined,
  failure: undefined,
} as const;

/** Pure. What does not change keeps its identity, so that a view can compare instead of drawing again. */
export function applyEvent(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'store-loaded':
      return { ...state, store: event.store };
    case 'history-loading':
      return { ...state, phase: 'loading' };
    case 'history-loaded':
      return applyHistory(state, event);
    case 'cleared':
      return {
        ...state,
        ...SETTLED,
        unsent: event.keep !== undefined,
        waiting: undefined,
        phase: event.keep ? 'sending' : 'idle',
        messages: event.keep ? [event.keep] : [],
      };
    case 'sent':
      return {
        ...state,
        ...SETTLED,
        phase: 'sending',
        unsent: true,
        waiting: undefined,
        messages: [...without(state.messages, event.message), event.message],
        photos: [],
        editing: state.editing && '',
      };
    case 'editing':
      return { ...state, editing: event.messageId };
    case 'left':
      return {
        ...initialState(state.store),
        offline: state.offline,
        departures: state.departures + 1,
      };
    case 'asked-again':
      return { ...state, ...SETTLED, phase: 'sending', messages: upToQuestion(state.messages) };
    case 'chunk':
      return applyChunk(state, event);
    case 'stopping':
      return { ...state, stopping: true };
    case 'network':
      return { ...state, offline: event.offline };
    case 'ended':
      return {
        ...settleAnswer(state, state.stopping ? 'stopped' : 'done'),
        ...SETTLED,
        failure: state.failure,
        phase: 'idle',
      };
    case 'reconnecting':
      return { ...state, phase: 'reconnecting' };
    case 'lost':
      return { ...state, phase: 'lost' };
    case 'failed':
      return {
        ...settleAnswer(state, 'failed'),
        ...SETTLED,
        phase: 'idle',
        failure: event.failure,
      };
    case 'rated':
      return changeMessage(state, event.messageId, (message) => ({
        ...message,
        metadata: { ...message.metadata, rating: event.rating },
      }));
    case 'photo-added':
      return { ...state, photos: [...state.photos, { id: event.id, status: 'uploading' }] };
    case 'photo-changed':
      return {
        ...state,
        photos: state.photos.map((photo) =>
          photo.id === event.id ? { ...photo, ...event.change } : photo,
        ),
      };
    case 'photo-removed':
      return { ...state, photos: state.photos.filter(({ id }) => id !== event.id) };
    default:
      event satisfies never;
      return state;
  }
}

/** A turn is on its way: the shopper can stop it and cannot send another message. */
export function isBusy({ phase }: ChatState): boolean {
  return phase === 'sending' || phase === 'answering' || phase === 'reconnecting';
}

/** The message that a retry asks about. */
export function lastQuestion({ messages }: ChatState): ChatMessage | undefined {
  return messages.findLast(({ role }) => role === 'user');
}

type History = Extract<ChatEvent, { type: 'history-loaded' }>;

/** What is half told of the answer that still runs stays on screen: the replay goes on with it. */
function applyHistory(state: ChatState, { messages, running, waiting }: History): ChatState {
  const stored = (running ? upToQuestion(messages) : messages).map(
    (message) => state.messages.find((known) => isSame(known, message)) ?? message,
  );
  const { turn } = state;
  const isOurs = running && turn !== undefined && stored.at(-1)?.id === lastQuestion(state)?.id;
  const half = isOurs ? state.messages.filter(({ id }) => id === turn.messageId) : [];
  return {
    ...state,
    ...SETTLED,
    turn: half.length > 0 ? turn : undefined,
    phase: running ? 'answering' : 'idle',
    waiting: running ? waiting : undefined,
    messages: [...stored, ...half],
  };
}

function isSame(one: ChatMessage, other: ChatMessage): boolean {
  return one.id === other.id && toJson(one) === toJson(other);
}

type HeardChunk = Extract<ChatEvent, { type: 'chunk' }>;

function applyChunk(state: ChatState, { id, chunk, at }: HeardChunk): ChatState {
  // A replay has numbers that were seen. With a newer one another process tells the answer anew.
  if (chunk.type === 'start' && isNews(state, { id, messageId: chunk.messageId })) {
    const answer: ChatMessage = {
      id: chunk.messageId,
      role: 'assistant',
      parts: [],
      // Until the server tells its own time.
      metadata: { status: 'running', created_at: new Date(at).toISOString() },
    };
    return {
      ...state,
      phase: 'answering',
      unsent: false,
      queued: undefined,
      failure: undefined,
      turn: { messageId: answer.id, lastEvent: id },
      messages: [...upToQuestion(state.messages), answer],
    };
  }
  const { turn } = state;
  if (!turn) return state;
  const answering: ChatState =
    state.phase === 'answering' ? state : { ...state, phase: 'answering' };
  if (id <= turn.lastEvent) return answering;
  const queued = chunk.type === 'data-notice' && chunk.transient ? chunk.data.text : undefined;
  const folded = changeMessage(
    { ...answering, queued, turn: { ...turn, lastEvent: id } },
    turn.messageId,
    (message) => foldChunk(message, chunk),
  );
  if (chunk.type === 'abort') return settleAnswer(folded, 'stopped');
  return chunk.type === 'error' ? fail(folded) : folded;
}

function isNews(
  { turn }: ChatState,
  { id, messageId }: { id: number; messageId: string },
): boolean {
  return messageId !== turn?.messageId || id > turn.lastEvent;
}

/** The server says in a notice what went wrong; without one the panel says it in general words. */
function fail(state: ChatState): ChatState {
  const failed = settleAnswer(state, 'failed');
  const explained = state.messages.at(-1)?.parts.some(({ type }) => type === 'data-notice');
  return explained ? failed : { ...failed, failure: { code: 'answer_failed' } };
}

function settleAnswer(state: ChatState, status: MessageStatus): ChatState {
  if (!state.turn) return state;
  return changeMessage(state, state.turn.messageId, (message) =>
    message.metadata?.status === 'running'
      ? { ...message, metadata: { ...message.metadata, status } }
      : message,
  );
}

/** Without the message itself, and what it takes the place of with all that was said after that. */
function without(
  messages: readonly ChatMessage[],
  { id, metadata }: ChatMessage,
): readonly ChatMessage[] {
  const replaced = messages.findIndex((message) => message.id === metadata?.replaces);
  return (replaced < 0 ? messages : messages.slice(0, replaced)).filter(
    (message) => message.id !== id,
  );
}

/** Without what was answered to the last question. */
function upToQuestion(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return messages.slice(0, messages.findLastIndex(({ role }) => role === 'user') + 1);
}

function changeMessage(
  state: ChatState,
  messageId: string,
  change: (message: ChatMessage) => ChatMessage,
): ChatState {
  const messages = state.messages.map((message) =>
    message.id === messageId ? change(message) : message,
  );
  return { ...state, messages };
}
