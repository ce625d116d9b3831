import type { ChatMessage, FilePart, MessagePart, TextPart } from '../../shared/message.ts';
import type { PublicStore } from '../../shared/store.ts';
import {
  type ChatTransport,
  type StreamEvent,
  TransportError,
  type VisitorTransport,
} from '../transport/chat-transport.ts';
import {
  applyEvent,
  type ChatEvent,
  type ChatState,
  initialState,
  isBusy,
  lastQuestion,
} from './chat-state.ts';
import { followTurn, isDrop } from './follow-turn.ts';
import { PhotoDrafts } from './photo-drafts.ts';
import type { SavedSession } from './saved-session.ts';
import { VisitorAccess } from './visitor-access.ts';

/** How long a stopped answer may take to end by itself before the panel lets go of it. */
const STOP_GRACE_MS = 4_000;

export interface SessionDeps {
  storeKey: string;
  store: PublicStore | undefined;
  transport: ChatTransport;
  saved: SavedSession;
  /** An id nobody else makes: letters, digits, `-`. */
  newId(): string;
  /** Resolves after `ms`, or sooner when the network came back. */
  wait(ms: number): Promise<void>;
  now(): number;
  /** The photo as it is to be sent. */
  shrinkPhoto(photo: Blob): Promise<Blob>;
}

type Open = (
  visitor: VisitorTransport,
  signal: AbortSignal,
) => Promise<AsyncIterable<StreamEvent> | undefined>;

/** The only part of the widget that does I/O: turns what the shopper does into calls, and answers into state. */
export class ChatSession {
  readonly photos: PhotoDrafts;
  readonly #deps: SessionDeps;
  readonly #visitor: VisitorAccess;
  readonly #listeners = new Set<() => void>();
  #state: ChatState;
  #following: AbortController | undefined;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#state = initialState(deps.store);
    this.#visitor = new VisitorAccess(deps);
    this.photos = new PhotoDrafts({
      visitor: this.#visitor,
      shrinkPhoto: deps.shrinkPhoto,
      newId: deps.newId,
      apply: (event) => this.#apply(event),
    });
  }

  get state(): ChatState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** When the panel opens: reads what the loader did not bring, and goes on with the saved conversation. */
  async start(): Promise<void> {
    await Promise.all([this.#loadStore(), this.#loadHistory().then(() => this.#sendUnsent())]);
  }

  /** Sends the text and the photos that are ready. Does nothing while a turn runs. */
  async send(text: string): Promise<void> {
    const photos = this.#state.photos.filter((photo) => photo.status === 'ready');
    if (isBusy(this.#state) || (text === '' && photos.length === 0)) return;
    const message: ChatMessage = {
      id: this.#deps.newId(),
      role: 'user',
      parts: [
        ...photos.map(({ url = '', mediaType = '' }) => ({
          type: 'file' as const,
          mediaType,
          url,
        })),
        ...(text === '' ? [] : [{ type: 'text' as const, text }]),
      ],
    };
    this.#deps.saved.update({ draft: undefined, unsent: message });
    this.#apply({ type: 'sent', message });
    await this.#ask(message);
  }

  /** After a failure. A question that the server has is asked again, one that never arrived is sent again. */
  async retry(): Promise<void> {
    const question = lastQuestion(this.#state);
    if (!question || isBusy(this.#state)) return;
    const { failure, messages } = this.#state;
    const wasTaken = messages.at(-1) !== question || failure?.code === 'answer_failed';
    this.#apply({ type: 'asked-again' });
    await this.#ask(question, wasTaken ? 'regenerate-message' : undefined);
  }

  async stop(): Promise<void> {
    const { saved, wait } = this.#deps;
    const { conversationId } = saved.read();
    const following = this.#following;
    if (!conversationId || !following || this.#state.stopping) return;
    this.#apply({ type: 'stopping' });
    const visitor = await this.#visitor.get();
    await Promise.race([visitor.stop(conversationId).catch(ignore), wait(STOP_GRACE_MS)]);
    await wait(STOP_GRACE_MS);
    if (this.#following === following) this.#letGo();
  }

  /** From the banner, or when the browser is online again. */
  async reconnect(): Promise<void> {
    if (this.#state.phase === 'lost') await this.#loadHistory();
  }

  startOver(): void {
    const { conversationId } = this.#deps.saved.read();
    if (conversationId && isBusy(this.#state)) {
      this.#visitor
        .get()
        .then((visitor) => visitor.stop(conversationId))
        .catch(ignore);
    }
    this.#following?.abort();
    this.#following = undefined;
    this.#deps.saved.update({ conversationId: undefined, unsent: undefined });
    this.#apply({ type: 'cleared' });
  }

  async rate(messageId: string, rating: 'up' | 'down'): Promise<void> {
    const { conversationId } = this.#deps.saved.read();
    if (!conversationId) return;
    const before = this.#state.messages.find(({ id }) => id === messageId)?.metadata?.rating;
    this.#apply({ type: 'rated', messageId, rating });
    try {
      const visitor = await this.#visitor.get();
      await visitor.rate({ conversationId, messageId }, rating);
    } catch {
      this.#apply({ type: 'rated', messageId, rating: before });
    }
  }

  /** Stops listening; the turn goes on at the server. */
  dispose(): void {
    this.#following?.abort();
    this.#listeners.clear();
  }

  #apply(event: ChatEvent): void {
    this.#state = applyEvent(this.#state, event);
    for (const listener of this.#listeners) listener();
  }

  #letGo(): void {
    this.#following?.abort();
    this.#following = undefined;
    this.#apply({ type: 'ended' });
  }

  async #loadStore(): Promise<void> {
    if (this.#state.store) return;
    const store = await this.#deps.transport.store(this.#deps.storeKey).catch(ignore);
    if (store) this.#apply({ type: 'store-loaded', store });
  }

  /** What the page before this one sent a moment before it was left. The same id twice is one message. */
  async #sendUnsent(): Promise<void> {
    const { unsent } = this.#deps.saved.read();
    if (!unsent || isBusy(this.#state)) return;
    if (this.#state.messages.some(({ id }) => id === unsent.id)) {
      this.#deps.saved.update({ unsent: undefined });
      return;
    }
    this.#apply({ type: 'sent', message: unsent });
    await this.#ask(unsent);
  }

  async #loadHistory(): Promise<void> {
    const { conversationId, unsent } = this.#deps.saved.read();
    if (!conversationId || !this.#visitor.isKnown()) return;
    this.#apply({ type: 'history-loading' });
    try {
      const visitor = await this.#visitor.get();
      const { messages, status } = await visitor.history(conversationId);
      // A question without an answer: its turn may run after all, and if not the shopper should hear of it.
      const running = status === 'running' || messages.at(-1)?.role === 'user';
      this.#apply({ type: 'history-loaded', messages, running });
      if (!running) return;
      const end = await this.#follow((known, signal) => known.resume(conversationId, signal));
      if (end === 'unauthorized') throw new TransportError(end);
    } catch (error) {
      if (isDrop(error)) return this.#apply({ type: 'lost' });
      // Not ours any more, or never stored: the shopper starts with an empty panel.
      if (hasCode(error, 'unauthorized')) this.#visitor.forget();
      // Its first message may still be on its way: then it keeps its name.
      if (!unsent) this.#deps.saved.update({ conversationId: undefined });
      this.#apply({ type: 'cleared' });
    }
  }

  async #ask(message: ChatMessage, trigger?: 'regenerate-message'): Promise<void> {
    if ((await this.#post(message, trigger)) !== 'unauthorized') return;
    // The token is no longer good: once, as somebody new in a new conversation.
    this.#visitor.forget();
    this.#deps.saved.update({ conversationId: undefined });
    this.#apply({ type: 'cleared', keep: message });
    if ((await this.#post(message)) === 'unauthorized') this.#fail(undefined);
  }

  #post({ id, parts }: ChatMessage, trigger?: 'regenerate-message') {
    const message = { id, role: 'user' as const, parts: parts.filter(isInput) };
    const request = { id: this.#conversationId(), message, trigger };
    return this.#follow((visitor, signal) => visitor.send(request, signal));
  }

  #conversationId(): string {
    const { saved, newId } = this.#deps;
    const conversationId = saved.read().conversationId ?? newId();
    saved.update({ conversationId });
    return conversationId;
  }

  /** However it ends, the state says so; only what to do about a token that is no longer good is left to the caller. */
  async #follow(open: Open): Promise<'unauthorized' | undefined> {
    const conversationId = this.#conversationId();
    const following = new AbortController();
    const { signal } = following;
    this.#following?.abort();
    this.#following = following;
    try {
      const end = await followTurn({
        open: async () => open(await this.#visitor.get(), signal),
        resume: async () => (await this.#visitor.get()).resume(conversationId, signal),
        onEvent: ({ id, chunk }) => {
          if (signal.aborted) return;
          if (this.#deps.saved.read().unsent) this.#deps.saved.update({ unsent: undefined });
          this.#apply({ type: 'chunk', id, chunk });
        },
        onDrop: () => signal.aborted || this.#apply({ type: 'reconnecting' }),
        wait: async (ms) => {
          await this.#deps.wait(ms);
          signal.throwIfAborted();
        },
      });
      if (signal.aborted) return;
      if (end === 'ended') this.#apply({ type: 'ended' });
      else await this.#readEnd(conversationId);
    } catch (error) {
      if (signal.aborted) return;
      if (hasCode(error, 'unauthorized')) return 'unauthorized';
      this.#fail(error);
    } finally {
      if (this.#following === following) this.#following = undefined;
    }
  }

  /** The turn ended while nobody listened: what came of it is in the history. */
  async #readEnd(conversationId: string): Promise<void> {
    const { messages } = await (await this.#visitor.get()).history(conversationId);
    this.#apply({ type: 'history-loaded', messages, running: false });
    if (messages.at(-1)?.role === 'user') {
      this.#apply({ type: 'failed', failure: { code: 'answer_failed' } });
    }
  }

  #fail(error: unknown): void {
    const isLost = isDrop(error) && this.#state.turn !== undefined;
    if (isLost) {
      this.#apply({ type: 'lost' });
      return;
    }
    const { code, retryAfter } = error instanceof TransportError ? error : GENERAL_FAILURE;
    // Refused is refused: only what may never have arrived is sent again by itself.
    if (!isDrop(error)) this.#deps.saved.update({ unsent: undefined });
    this.#apply({ type: 'failed', failure: { code, retryAfter } });
  }
}

const GENERAL_FAILURE = { code: 'internal', retryAfter: undefined } as const;

function hasCode(error: unknown, code: TransportError['code']): boolean {
  return error instanceof TransportError && error.code === code;
}

function isInput(part: MessagePart): part is TextPart | FilePart {
  return part.type === 'text' || part.type === 'file';
}

function ignore(): undefined {
  return undefined;
}
