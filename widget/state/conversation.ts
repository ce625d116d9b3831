import type { ChatMessage, FilePart, MessagePart, TextPart } from '../../shared/message.ts';
import type { PageContext } from '../../shared/page-context.ts';
import {
  type StreamEvent,
  TransportError,
  type VisitorTransport,
} from '../transport/chat-transport.ts';
import { type ChatEvent, type ChatState, isBusy } from './chat-state.ts';
import { RETRY_DELAYS_MS } from './follow-turn.ts';
import type { SavedSession } from './saved-session.ts';
import type { TabNote, Tabs } from './tabs.ts';
import { type FollowEnd, isRefusal, TurnFollower } from './turn-follower.ts';
import type { VisitorAccess } from './visitor-access.ts';

/** How long a stopped answer may take to end by itself before the panel lets go of it. */
const STOP_GRACE_MS = 4_000;
/** So often in a row may another tab's question be first before the shopper is asked. */
const TURNS_TO_WAIT_FOR = 3;

export interface ConversationDeps {
  saved: SavedSession;
  tabs: Tabs;
  /** An id nobody else makes: letters, digits, `-`. */
  newId(): string;
  /** Resolves after `ms` milliseconds, or as soon as the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
}

/** Of a conversation that is to begin. */
const NOTHING_YET = { latest: undefined, said: undefined };

interface Surroundings {
  visitor: VisitorAccess;
  state(): ChatState;
  apply(event: ChatEvent): void;
}

/** Asks for another answer. `messageId`: the one to be replaced, so that to ask twice makes one. */
export interface Again {
  trigger: 'regenerate-message';
  messageId: string | undefined;
}

/**
 * The conversation that this tab shows: asks in it, and keeps the state up with it across pages, networks and other
 * tabs. The server has the truth; a question has its id before it is sent, so that it is stored once however often.
 */
export class Conversation {
  readonly #deps: ConversationDeps & Surroundings;
  readonly #follower: TurnFollower;
  /** What the page shows. */
  context: PageContext | undefined;
  /** BCP 47: in what the panel is read. */
  locale: string | undefined;
  #isAttended = true;
  /** How often we heard of something new, and up to where we have read. */
  #news = 0;
  #read = 0;
  /** Another tab reads the running answer too. */
  #isShared = false;

  constructor(deps: ConversationDeps, surroundings: Surroundings) {
    this.#deps = { ...deps, ...surroundings };
    const onOtherAnswer = () => {
      this.suspend();
      this.#catchUpWithNews();
    };
    this.#follower = new TurnFollower({ ...this.#deps, onOtherAnswer });
  }

  /** Undefined until something was asked. */
  get id(): string | undefined {
    return this.#deps.saved.read().conversationId || undefined;
  }

  /** Sends what `saved` has as unsent, after whatever was said elsewhere. */
  async send(message: ChatMessage): Promise<void> {
    const isBehind = this.#hasNews || this.#deps.state().phase === 'lost';
    this.#deps.apply({ type: 'sent', message });
    await (isBehind ? this.catchUp() : this.ask(message));
  }

  /** In all tabs: the server ends the answer. */
  async stop(): Promise<void> {
    const conversationId = this.id;
    const following = this.#follower.current;
    if (!conversationId || !following || this.#deps.state().stopping) return;
    this.#deps.apply({ type: 'stopping' });
    const { wait } = this.#deps;
    const stopping = this.#deps.visitor.get().then((visitor) => visitor.stop(conversationId));
    await Promise.race([stopping.catch(ignore), wait(STOP_GRACE_MS)]);
    await wait(STOP_GRACE_MS);
    if (this.#follower.current !== following) return;
    this.#follower.leave();
    this.#deps.saved.update({ unsent: undefined });
    this.#deps.apply({ type: 'ended' });
  }

  /** The network is gone or back. */
  setOffline(offline: boolean): void {
    this.#deps.apply({ type: 'network', offline });
    if (offline) return;
    // What was open on the old network may be dead without saying so.
    if (this.#follower.current) this.#follower.current.reconnect();
    else this.reconnect();
  }

  /** From the banner, or when somebody looks again. */
  async reconnect(): Promise<void> {
    const { current } = this.#follower;
    if (current && this.#deps.state().phase === 'reconnecting') current.reconnect();
    else if (!current && this.#deps.state().phase === 'lost') await this.catchUp();
  }

  /** Whether somebody can see the panel. Nothing new is read while nobody does. */
  async setAttended(isAttended: boolean): Promise<void> {
    this.#isAttended = isAttended;
    if (!isAttended) return;
    // A page that the browser had set aside has not heard of the log-out.
    if (!this.id && this.#deps.state().messages[0]) this.#deps.apply({ type: 'left' });
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
  async hear(note: TabNote): Promise<void> {
    if (note.kind === 'forgotten') return this.#clear(undefined);
    // The first question in another tab begins the conversation of both.
    this.#beginWithLatest();
    if (note.conversationId !== this.id) return;
    if (note.kind === 'reading') this.#isShared = true;
    else {
      this.#news += 1;
      await this.#catchUpWithNews();
    }
  }

  /** Stops listening; the turn goes on at the server. */
  leave(): void {
    this.#follower.leave();
  }

  /** Reads the conversation, follows the turn that runs in it, and sends what the server has not got yet. */
  async catchUp(turnsWaitedFor = 0): Promise<void> {
    this.#beginWithLatest();
    const conversationId = this.id;
    if (conversationId && this.#deps.visitor.isKnown()) {
      if (this.#deps.state().messages.length === 0) this.#deps.apply({ type: 'history-loading' });
      const end = await this.#follower.follow(
        (visitor, signal) => this.#readConversation(visitor, { conversationId, signal }),
        { conversationId, asks: false },
      );
      if (end === 'left' || end === 'lost') return;
      if (end === 'unauthorized' && !this.#deps.visitor.forget()) return this.catchUp();
      if (end === 'unauthorized' || end === 'not_found') this.#lose();
    } else if (conversationId) this.#lose();
    await this.#sendUnsent(turnsWaitedFor);
    await this.#catchUpWithNews();
  }

  /** Asks, or asks for another answer, and follows that to its end. */
  async ask(
    message: ChatMessage,
    { again, turnsWaitedFor = 0 }: { again?: Again | undefined; turnsWaitedFor?: number } = {},
  ): Promise<void> {
    this.#isShared = false;
    const end = await this.#post(message, again);
    if (end === 'unauthorized') {
      // Another tab has got another token meanwhile.
      if (!this.#deps.visitor.forget()) return this.ask(message, { again, turnsWaitedFor });
      // The token is no longer good: once, as somebody new in a new conversation.
      this.#deps.saved.update({ conversationId: undefined, latest: undefined });
      this.#deps.apply({ type: 'cleared', keep: message });
      const anew = await this.#post(message);
      if (isRefusal(anew)) this.#follower.fail(undefined, { isReading: false });
    } else if (end === 'turn_in_progress' && turnsWaitedFor < TURNS_TO_WAIT_FOR) {
      // Another tab was first: its answer is read here too, and then it is this one's turn.
      if (turnsWaitedFor > 0) await this.#deps.wait(RETRY_DELAYS_MS[turnsWaitedFor] ?? 0);
      await this.catchUp(turnsWaitedFor + 1);
    } else if (isRefusal(end)) {
      this.#follower.fail(new TransportError(end), { isReading: false });
    } else if (end !== 'left') await this.#catchUpWithNews();
  }

  /** Only here: other tabs keep the conversation that they show, and the answer that they read. */
  startOver(): void {
    const conversationId = this.id;
    if (conversationId && isBusy(this.#deps.state()) && !this.#isShared) {
      this.#deps.visitor
        .get()
        .then((visitor) => visitor.stop(conversationId))
        .catch(ignore);
    }
    this.#clear('');
  }

  /** The server has nothing of the shopper any more, so no tab shows anything. */
  forget(): void {
    this.#deps.tabs.tell({ kind: 'forgotten' });
    this.#clear('');
  }

  /** `next`: see `Saved.conversationId`. */
  #clear(next: '' | undefined): void {
    this.#follower.leave();
    this.#read = this.#news;
    this.#deps.saved.update({ conversationId: next, ...NOTHING_YET, unsent: undefined });
    this.#deps.apply({ type: 'cleared' });
  }

  /** Not ours any more, or never stored: the shopper starts with an empty panel. */
  #lose(): void {
    const { saved, apply } = this.#deps;
    // Its first message may still be on its way: then it keeps its name.
    if (!saved.read().unsent) saved.update({ conversationId: undefined, ...NOTHING_YET });
    apply({ type: 'cleared' });
  }

  #beginWithLatest(): void {
    const { saved } = this.#deps;
    const { conversationId, latest } = saved.read();
    if (conversationId === undefined && latest) saved.update({ conversationId: latest });
  }

  get #hasNews(): boolean {
    return this.#news !== this.#read;
  }

  async #catchUpWithNews(): Promise<void> {
    if (this.#hasNews && this.#isAttended && !this.#follower.current) await this.catchUp();
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
    this.#deps.apply({ type: 'history-loaded', messages, running, waiting });
    if (!running) return nothing();
    tabs.tell({ conversationId, kind: 'reading' });
    return visitor.resume(conversationId, signal);
  }

  /** What the page before this one sent a moment before it was left. The same id twice is one message. */
  async #sendUnsent(turnsWaitedFor: number): Promise<void> {
    const { unsent } = this.#deps.saved.read();
    if (!unsent || isBusy(this.#deps.state())) return;
    this.#deps.apply({ type: 'sent', message: unsent });
    await this.ask(unsent, { turnsWaitedFor });
  }

  #post({ id, parts, metadata }: ChatMessage, again?: Again): Promise<FollowEnd> {
    const { newId, saved } = this.#deps;
    const message = { id, role: 'user' as const, parts: parts.filter(isInput) };
    const conversationId = this.id ?? newId();
    saved.update({ conversationId, latest: conversationId });
    const { said } = saved.read();
    const context = said ? { ...this.context, said } : this.context;
    const request = {
      id: conversationId,
      message,
      messageId: metadata?.replaces,
      context,
      locale: this.locale,
      ...again,
    };
    return this.#follower.follow((visitor, signal) => visitor.send(request, signal), {
      conversationId,
      asks: true,
    });
  }
}

function isInput(part: MessagePart): part is TextPart | FilePart {
  return part.type === 'text' || part.type === 'file';
}

async function* nothing(): AsyncGenerator<never> {}

function ignore(): undefined {
  return undefined;
}
