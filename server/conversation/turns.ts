import type { Chunk } from '../../shared/chunk.ts';
import type { MessagePart } from '../../shared/message.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import type { RememberedMessage } from '../agent/model-history.ts';

/** Whose conversations are meant. Someone else's look exactly like none. */
export interface ConversationOwner {
  storeId: string;
  visitorId: string;
}

/** Names a turn. `turnId` is never a secret and never enough: every question states the store too. */
export interface TurnRef {
  turnId: string;
  storeId: string;
}

/** What is needed to run a turn, here or in the process that takes it over. */
export interface RunnableTurn extends TurnRef {
  visitorId: string;
  /** Internal ids, not the client's. */
  conversationId: string;
  questionId: string;
  /** The answer's message id as clients know it. */
  answerMessageId: string;
}

/** `seq` counts from 1 without gaps within a turn and is the SSE event id. */
export interface NumberedChunk {
  seq: number;
  chunk: Chunk;
}

/** What readers ask. */
export interface Turns {
  /** Undefined when none runs, or when the conversation is another visitor's. */
  running(owner: ConversationOwner, conversationId: string): Promise<TurnRef | undefined>;
  /** The log after `seq`; `over` when the turn has ended and these are its last events. */
  events(turn: TurnRef, afterSeq: number): Promise<{ events: NumberedChunk[]; over: boolean }>;
  /** Asks the process that runs the conversation's turn to stop it; the turn, if one runs. */
  requestStop(owner: ConversationOwner, conversationId: string): Promise<TurnRef | undefined>;
}

/** What the process that runs a turn has to know. */
export interface TurnHistory {
  /** All that was said up to the turn's question, the question included. */
  history(turn: RunnableTurn): Promise<RememberedMessage[]>;
}

/** What the process that runs a turn writes. Every write is refused once the lease is another's. */
export interface TurnLog {
  /** One statement for the events of many turns; the ids of turns that are no longer ours. */
  append(leaseOwner: string, events: TurnEvent[]): Promise<string[]>;
  recordToolCall(leaseOwner: string, call: ToolCallRecord): Promise<void>;
  /** Last events, answer, status and cost in one transaction; false when the lease is another's. */
  finish(leaseOwner: string, outcome: TurnOutcome): Promise<boolean>;
}

export interface TurnEvent extends NumberedChunk {
  turn: TurnRef;
}

export interface ToolCallRecord {
  turn: TurnRef;
  callId: string;
  /** From 1. */
  step: number;
  name: string;
  input: unknown;
  output?: unknown;
  error?: string;
  durationMs: number;
}

export interface TurnOutcome {
  turn: TurnRef;
  status: 'done' | 'stopped' | 'failed';
  failureCode?: TurnFailureCode;
  /** The answer as `foldChunk` made it. */
  parts: MessagePart[];
  lastEvents: NumberedChunk[];
  model: string | undefined;
  /** The name of the endpoint that answered last. */
  endpoint: string | undefined;
  /** What providers want back with each step of the answer in later turns; null where nothing. */
  echoes: unknown[];
  firstTextAt: Date | undefined;
}

/** Who runs what. A lease that is not kept up ends, and another process may take the turn over. */
export interface TurnLeases {
  /**
   * Renews these turns; tells which are still this process's and which a visitor wants stopped. A turn of ours that
   * does not run (we did not hear that it was stored, or could not store its end) is not kept: recovery takes it over.
   */
  keep(leaseOwner: string, turnIds: string[]): Promise<{ held: string[]; stopRequested: string[] }>;
  /** Turns whose lease has ended, now ours, with what their log holds. */
  takeOver(leaseOwner: string, limit: number): Promise<AbandonedTurn[]>;
  /** Gives up all turns of this process at once, so that the next one need not wait. */
  release(leaseOwner: string): Promise<void>;
}

export interface AbandonedTurn {
  turn: RunnableTurn;
  events: NumberedChunk[];
  stopRequested: boolean;
  /** How often it was taken over, this time included. */
  takeovers: number;
}

/** Short messages between processes. All are hints: whoever misses one finds out by asking. */
export interface TurnSignals {
  /** Resolves when the turn's log may have grown, at the latest after `limitMs` or on abort. */
  waitForEvents(turnId: string, options: { limitMs: number; signal: AbortSignal }): Promise<void>;
  /** Calls back when a visitor, through any process, wants a turn stopped. */
  onStop(listener: (turnId: string) => void): void;
}
