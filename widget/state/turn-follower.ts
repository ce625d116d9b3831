import {
  type StreamEvent,
  TransportError,
  type VisitorTransport,
} from '../transport/chat-transport.ts';
import type { ChatEvent, ChatState } from './chat-state.ts';
import { type Following, followTurn, isDrop } from './follow-turn.ts';
import type { SavedSession } from './saved-session.ts';
import type { Tabs } from './tabs.ts';
import type { VisitorAccess } from './visitor-access.ts';

interface FollowerDeps {
  /** Milliseconds since 1970. */
  now(): number;
  visitor: VisitorAccess;
  saved: SavedSession;
  tabs: Tabs;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  state(): ChatState;
  apply(event: ChatEvent): void;
  /** The running answer is not the one that broke off: something was asked elsewhere in between. */
  onOtherAnswer(): void;
}

interface Followed {
  conversationId: string;
  /** It begins with a question, not with reading. */
  asks: boolean;
}

export type Open = (
  visitor: VisitorTransport,
  signal: AbortSignal,
) => Promise<AsyncIterable<StreamEvent> | undefined>;

/**
 * How following ended: `over`, the state has what came of it · `left` · `lost` or `failed`, and the state says so · or
 * a refusal that the caller knows what to do about.
 */
export type FollowEnd = 'over' | 'left' | 'lost' | 'failed' | Refusal;

const REFUSALS = ['unauthorized', 'not_found', 'turn_in_progress'] as const;
export type Refusal = (typeof REFUSALS)[number];

export function isRefusal(end: FollowEnd): end is Refusal {
  return REFUSALS.some((refusal) => refusal === end);
}

/** Reads one turn at a time into the state, across dropped connections. */
export class TurnFollower {
  readonly #deps: FollowerDeps;
  #current: Following | undefined;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
  }

  /** What is being followed; another one after each `follow`. */
  get current(): Following | undefined {
    return this.#current;
  }

  /** Stops listening; the turn goes on at the server. */
  leave(): void {
    this.#current?.leave();
    this.#current = undefined;
  }

  /** Leaves what was followed before. */
  async follow(open: Open, { conversationId, asks }: Followed): Promise<FollowEnd> {
    const { apply, random, visitor, wait } = this.#deps;
    this.leave();
    let isTaken = !asks;
    const following = followTurn({
      asks,
      wait,
      random,
      open: async (signal) => open(await visitor.get(), signal),
      resume: async (signal) => (await visitor.get()).resume(conversationId, signal),
      onEvent: (event) => {
        if (!isTaken) this.#wasTaken(conversationId);
        isTaken = true;
        this.#applyChunk(event);
      },
      onDrop: () => apply({ type: 'reconnecting' }),
    });
    this.#current = following;
    try {
      const end = await following.end;
      if (end === 'gone') await this.#readEnd(conversationId, following);
      if (this.#current !== following) return 'left';
      apply({ type: 'ended' });
      return 'over';
    } catch (error) {
      if (this.#current !== following) return 'left';
      const refusal = REFUSALS.find(
        (code) => error instanceof TransportError && error.code === code,
      );
      return refusal ?? this.fail(error, { isReading: isTaken });
    } finally {
      if (this.#current === following) this.#current = undefined;
    }
  }

  /** Shows why there is no answer. `isReading`: the server has the question, so there is nothing to send again. */
  fail(error: unknown, { isReading }: { isReading: boolean }): 'lost' | 'failed' {
    const { apply, saved } = this.#deps;
    if (isDrop(error, isReading)) {
      apply({ type: 'lost' });
      return 'lost';
    }
    const { code, retryAfter } = error instanceof TransportError ? error : GENERAL_FAILURE;
    // Refused is refused: only what may yet be taken is sent again by itself.
    if (code !== 'rate_limited') saved.update({ unsent: undefined });
    apply({ type: 'failed', failure: { code, retryAfter } });
    return 'failed';
  }

  /** The server has the question: it is neither lost nor to be sent again, and other tabs may read on. */
  #wasTaken(conversationId: string): void {
    this.#deps.saved.update({ unsent: undefined });
    this.#deps.tabs.tell({ conversationId, kind: 'changed' });
  }

  #applyChunk({ id, chunk }: StreamEvent): void {
    const { turn } = this.#deps.state();
    const isOther = chunk.type === 'start' && turn && turn.messageId !== chunk.messageId;
    if (isOther) this.#deps.onOtherAnswer();
    else this.#deps.apply({ type: 'chunk', id, chunk, at: this.#deps.now() });
  }

  /** The turn ended while nobody listened: what came of it is in the history. */
  async #readEnd(conversationId: string, following: Following): Promise<void> {
    const { apply, visitor } = this.#deps;
    const { messages } = await (await visitor.get()).history(conversationId);
    if (this.#current !== following) return;
    apply({ type: 'history-loaded', messages, running: false });
    if (messages.at(-1)?.role === 'user') {
      apply({ type: 'failed', failure: { code: 'answer_failed' } });
    }
  }
}

const GENERAL_FAILURE = { code: 'internal', retryAfter: undefined } as const;
