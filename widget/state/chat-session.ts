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
import { RETRY_DELAYS_MS } from './follow-turn.ts';
import { PhotoDrafts } from './photo-drafts.ts';
import type { SavedSession } from './saved-session.ts';
import type { TabNote, Tabs } from './tabs.ts';
import { type FollowEnd, isRefusal, type Refusal, TurnFollower } from './turn-follower.ts';
import { VisitorAccess } from './visitor-access.ts';

/** How long a stopped answer may take to end by itself before the panel lets go of it. */
const STOP_GRACE_MS = 4_000;
/** So often in a row may another tab's question be first before the shopper is asked. */
const TURNS_TO_WAIT_FOR = 3;

export interface SessionDeps {
  storeKey: string;
  store: PublicStore | undefined;
  transport: ChatTransport;
  saved: SavedSession;
  tabs: Tabs;
  /** An id nobody else makes: letters, digits, `-`. */
  newId(): string;
  /** Resolves after `ms` milliseconds, or as soon as the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** The photo as it is to be sent. */
  shrinkPhoto(photo: Blob): Promise<Blob>;
}

/** The only part of the widget that does I/O: turns what the shopper does into calls, and answers into state. */
export class ChatSession {
  readonly visitor: VisitorAccess;
  readonly photos: PhotoDrafts;
  readonly #deps: SessionDeps;
  readonly #follower: TurnFollower;
  readonly #listeners = new Set<() => void>();
  #state: ChatState;
  #isAttended = true;
  /** How often we heard of something new, and up to where we have read. */
  #news = 0;
  #read = 0;
  /** Another tab reads the running answer too. */
  #isShared = false;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#state = initialState(deps.store);
    this.visitor = new VisitorAccess(deps);
    this.photos = new PhotoDrafts({
      visitor: this.visitor,
      shrinkPhoto: deps.shrinkPhoto,
      newId: deps.newId,
      apply: (event) => this.#apply(event),
    });
    const { saved, tabs, wait, random } = deps;
    this.#follower = new TurnFollower({
      ...{ visitor: this.visitor, saved, tabs, wait, random },
      state: () => this.#state,
      apply: (event) => this.#apply(event),
      onOtherAnswer: () => {
        this.suspend();
        this.#catchUpWithNews();
      },
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
    await Promise.all([this.#loadStore(), this.#catchUp()]);
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
    const isBehind = this.#state.phase === 'lost' || this.#news !== this.#read;
    this.#apply({ type: 'sent', message });
    await (isBehind ? this.#catchUp() : this.#ask(message));
  }

  /** After a failure. A question that the server has is asked again, one that never arrived is sent again. */
  async retry(): Promise<void> {
    const question = lastQuestion(this.#state);
    if (!question || isBusy(this.#state)) return;
    const { failure, messages } = this.#state;
    const wasTaken = messages.at(-1) !== question || failure?.code === 'answer_failed';
    this.#apply({ type: 'asked-again' });
    await this.#ask(question, { trigger: wasTaken ? 'regenerate-message' : undefined });
  }

  async stop(): Promise<void> {
    const conversationId = this.#conversationId();
    const following = this.#follower.current;
    if (!conversationId || !following || this.#state.stopping) return;
    this.#apply({ type: 'stopping' });
    const { wait } = this.#deps;
    const stopping = this.visitor.get().then((visitor) => visitor.stop(conversationId));
    await Promise.race([stopping.catch(ignore), wait(STOP_GRACE_MS)]);
    await wait(STOP_GRACE_MS);
    if (this.#follower.current !== following) return;
    this.#follower.leave();
    this.#deps.saved.update({ unsent: undefined });
    this.#apply({ type: 'ended' });
  }

  /** The network is gone or back. */
  setOffline(offline: boolean): void {
    this.#apply({ type: 'network', offline });
    if (offline) return;
    // What was open on the old network may be dead without saying so.
    if (this.#follower.current) this.#follower.current.reconnect();
    else this.reconnect();
  }

  /** From the banner, or when somebody looks again. */
  async reconnect(): Promise<void> {
    const { current } = this.#follower;
    if (current && this.#state.phase === 'reconnecting') current.reconnect();
    else if (!current && this.#state.phase === 'lost') await this.#catchUp();
  }

  /** Whether somebody can see the panel. Nothing new is read while nobody does. */
  async setAttended(isAttended: boolean): Promise<void> {
    this.#isAttended = isAttended;
    if (!isAttended) return;
    await this.reconnect();
    await this.#catchUpWithNews();
  }

  /** The page goes away, and may come back as it was: then it joins the answer anew. */
  suspend(): void {
    if (!this.#follower.current) return;
    this.#follower.leave();
    this.#news += 1;
  }

  /** What another tab tells. */
  async hear({ conversationId, kind }: TabNote): Promise<void> {
    const { saved } = this.#deps;
    // The first question in another tab begins the conversation of both.
    if (saved.read().conversationId === undefined) this.#beginWithLatest();
    if (conversationId !== this.#conversationId()) return;
    if (kind === 'reading') this.#isShared = true;
    else {
      this.#news += 1;
      await this.#catchUpWithNews();
    }
  }

  /** Only here: other tabs keep the conversation that they show, and the answer that they read. */
  startOver(): void {
    const conversationId = this.#conversationId();
    if (conversationId && isBusy(this.#state) && !this.#isShared) {
      this.visitor
        .get()
        .then((visitor) => visitor.stop(conversationId))
        .catch(ignore);
    }
    this.#follower.leave();
    this.#deps.saved.update({ conversationId: '', latest: undefined, unsent: undefined });
    this.#apply({ type: 'cleared' });
  }

  async rate(messageId: string, rating: 'up' | 'down'): Promise<void> {
    const conversationId = this.#conversationId();
    if (!conversationId) return;
    const before = this.#state.messages.find(({ id }) => id === messageId)?.metadata?.rating;
    this.#apply({ type: 'rated', messageId, rating });
    try {
      const visitor = await this.visitor.get();
      await visitor.rate({ conversationId, messageId }, rating);
      this.#deps.tabs.tell({ conversationId, kind: 'changed' });
    } catch {
      this.#apply({ type: 'rated', messageId, rating: before });
    }
  }

  /** Stops listening; the turn goes on at the server. */
  dispose(): void {
    this.#follower.leave();
    this.#listeners.clear();
  }

  #apply(event: ChatEvent): void {
    this.#state = applyEvent(this.#state, event);
    for (const listener of this.#listeners) listener();
  }

  /** The conversation of this tab. */
  #conversationId(): string | undefined {
    return this.#deps.saved.read().conversationId || undefined;
  }

  #beginWithLatest(): void {
    const { saved } = this.#deps;
    const { conversationId, latest } = saved.read();
    if (conversationId === undefined && latest) saved.update({ conversationId: latest });
  }

  async #loadStore(): Promise<void> {
    if (this.#state.store) return;
    const store = await this.#deps.transport.store(this.#deps.storeKey).catch(ignore);
    if (store) this.#apply({ type: 'store-loaded', store });
  }

  async #catchUpWithNews(): Promise<void> {
    const isBehind = this.#news !== this.#read;
    if (isBehind && this.#isAttended && !this.#follower.current) await this.#catchUp();
  }

  /** Reads the conversation, follows the turn that runs in it, and sends what the server has not got yet. */
  async #catchUp(turnsWaitedFor = 0): Promise<void> {
    this.#beginWithLatest();
    const conversationId = this.#conversationId();
    if (conversationId && this.visitor.isKnown()) {
      if (this.#state.messages.length === 0) this.#apply({ type: 'history-loading' });
      const end = await this.#follower.follow(
        (visitor, signal) => this.#readConversation(visitor, { conversationId, signal }),
        { conversationId, asks: false },
      );
      if (end === 'left' || end === 'lost') return;
      if (end === 'unauthorized' || end === 'not_found') this.#forgetConversation(end);
    }
    await this.#sendUnsent(turnsWaitedFor);
    await this.#catchUpWithNews();
  }

  async #readConversation(
    visitor: VisitorTransport,
    { conversationId, signal }: { conversationId: string; signal: AbortSignal },
  ): Promise<AsyncIterable<StreamEvent> | undefined> {
    const { saved, tabs } = this.#deps;
    const news = this.#news;
    const { messages, status } = await visitor.history(conversationId);
    signal.throwIfAborted();
    this.#read = news;
    const { unsent } = saved.read();
    const waiting = messages.some(({ id }) => id === unsent?.id) ? undefined : unsent;
    if (unsent && !waiting) saved.update({ unsent: undefined });
    // A question without an answer: its turn may run after all, and if not the shopper should hear of it.
    const running = status === 'running' || messages.at(-1)?.role === 'user';
    this.#apply({ type: 'history-loaded', messages, running, waiting });
    if (!running) return nothing();
    tabs.tell({ conversationId, kind: 'reading' });
    return visitor.resume(conversationId, signal);
  }

  /** Not ours any more, or never stored: the shopper starts with an empty panel. */
  #forgetConversation(refusal: Refusal): void {
    const { saved } = this.#deps;
    if (refusal === 'unauthorized') this.visitor.forget();
    // Its first message may still be on its way: then it keeps its name.
    if (!saved.read().unsent) saved.update({ conversationId: undefined, latest: undefined });
    this.#apply({ type: 'cleared' });
  }

  /** What the page before this one sent a moment before it was left. The same id twice is one message. */
  async #sendUnsent(turnsWaitedFor: number): Promise<void> {
    const { unsent } = this.#deps.saved.read();
    if (!unsent || isBusy(this.#state)) return;
    this.#apply({ type: 'sent', message: unsent });
    await this.#ask(unsent, { turnsWaitedFor });
  }

  async #ask(
    message: ChatMessage,
    { trigger, turnsWaitedFor = 0 }: { trigger?: Trigger; turnsWaitedFor?: number } = {},
  ): Promise<void> {
    this.#isShared = false;
    const end = await this.#post(message, trigger);
    if (end === 'unauthorized') {
      // The token is no longer good: once, as somebody new in a new conversation.
      this.visitor.forget();
      this.#deps.saved.update({ conversationId: undefined, latest: undefined });
      this.#apply({ type: 'cleared', keep: message });
      if (isRefusal(await this.#post(message)))
        this.#follower.fail(undefined, { isReading: false });
    } else if (end === 'turn_in_progress' && turnsWaitedFor < TURNS_TO_WAIT_FOR) {
      // Another tab was first: its answer is read here too, and then it is this one's turn.
      if (turnsWaitedFor > 0) await this.#deps.wait(RETRY_DELAYS_MS[turnsWaitedFor] ?? 0);
      await this.#catchUp(turnsWaitedFor + 1);
    } else if (isRefusal(end)) {
      this.#follower.fail(new TransportError(end), { isReading: false });
    } else if (end !== 'left') await this.#catchUpWithNews();
  }

  #post({ id, parts }: ChatMessage, trigger?: Trigger): Promise<FollowEnd> {
    const { newId, saved } = this.#deps;
    const message = { id, role: 'user' as const, parts: parts.filter(isInput) };
    const conversationId = this.#conversationId() ?? newId();
    saved.update({ conversationId, latest: conversationId });
    const request = { id: conversationId, message, trigger };
    return this.#follower.follow((visitor, signal) => visitor.send(request, signal), {
      conversationId,
      asks: true,
    });
  }
}

type Trigger = 'regenerate-message';

function isInput(part: MessagePart): part is TextPart | FilePart {
  return part.type === 'text' || part.type === 'file';
}

async function* nothing(): AsyncGenerator<never> {}

function ignore(): undefined {
  return undefined;
}
