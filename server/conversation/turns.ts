import type { Chunk, UnnumberedDataPart } from '../../shared/chunk.ts';
import type { MessagePart } from '../../shared/message.ts';
import type { AskedOn } from '../../shared/page-context.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import type { FinishedStep, ModelAnswer } from '../agent/finished-step.ts';
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
  /** What the page showed while it was asked. */
  context?: AskedOn | undefined;
  /** What was said up to the question, when it was read as that was stored. */
  history?: RememberedMessage[];
  /** 0, and one more each time that another process goes on with it. */
  run: number;
}

/** `seq` is the SSE event id: it counts without gaps from 1, and in a later run from where `firstSeq` says. */
export interface NumberedChunk {
  seq: number;
  chunk: Chunk;
}

/** No run has so many events. */
const SEQS_OF_A_RUN = 1_000_000;

/**
 * The number of a run's first event. A run tells the whole answer anew and replaces what the one before had told: whoever
 * has an event of that one gets this one from its first.
 */
export function firstSeq(run: number): number {
  return run * SEQS_OF_A_RUN + 1;
}

/** The run that an event belongs to. */
export function runOf(seq: number): number {
  return Math.floor((seq - 1) / SEQS_OF_A_RUN);
}

/** What readers ask. */
export interface Turns {
  /** Undefined when none runs, or when the conversation is another visitor's. */
  running(owner: ConversationOwner, conversationId: string): Promise<TurnRef | undefined>;
  /** The log after `seq`. */
  events(turn: TurnRef, afterSeq: number): Promise<LoggedEvents>;
  /** Asks the process that runs the conversation's turn to stop it; the turn, if one runs. */
  requestStop(owner: ConversationOwner, conversationId: string): Promise<TurnRef | undefined>;
  /** Somebody reads these turns through this process, which does not run them: their grace for leaving begins anew. */
  markRead(turnIds: string[]): Promise<void>;
}

export interface LoggedEvents {
  events: NumberedChunk[];
  /** The turn has ended, and these are its last events. */
  over: boolean;
  /** Nobody runs the turn at the moment; whoever does next tells it anew. */
  abandoned?: boolean;
}

/** What the process that runs a turn has to know. */
export interface TurnHistory {
  /** All that was said up to the turn's question, the question included. */
  history(turn: RunnableTurn): Promise<RememberedMessage[]>;
  /** What earlier runs of the turn have finished, from the first step. */
  finishedSteps(turn: TurnRef): Promise<FinishedStep[]>;
}

/** What the process that runs a turn writes. Every write is refused once the lease is another's. */
export interface TurnLog {
  /** One statement for the events of many turns; the ids of turns that are no longer ours. */
  append(leaseOwner: string, events: TurnEvent[]): Promise<string[]>;
  /** False when the lease is another's: then nothing of the step may be done. */
  recordStep(leaseOwner: string, step: StepRecord): Promise<boolean>;
  recordToolCall(leaseOwner: string, call: ToolCallRecord): Promise<void>;
  /** Last events, answer, status and cost in one transaction; false when the lease is another's. */
  finish(leaseOwner: string, outcome: TurnOutcome): Promise<boolean>;
}

/** Names what a process writes: of an earlier run of its own nothing more is taken. */
export interface TurnRun extends TurnRef {
  run: number;
}

export interface TurnEvent extends NumberedChunk {
  turn: TurnRun;
}

export interface StepRecord extends ModelAnswer {
  turn: TurnRun;
  /** From 1. */
  step: number;
}

export interface ToolCallRecord {
  turn: TurnRun;
  callId: string;
  /** From 1. */
  step: number;
  name: string;
  input: unknown;
  output?: unknown;
  /** What the shopper sees of the output. */
  show?: UnnumberedDataPart;
  error?: string;
  durationMs: number;
}

export interface TurnOutcome {
  turn: TurnRun;
  status: 'done' | 'stopped' | 'failed';
  failureCode?: TurnFailureCode;
  /** The answer as `foldChunk` made it. */
  parts: MessagePart[];
  lastEvents: NumberedChunk[];
  /** What the model answered last, when nothing came of it but this end. */
  lastStep?: StepRecord | undefined;
  model: string | undefined;
  /** The name of the endpoint that answered last. */
  endpoint: string | undefined;
  firstTextAt: Date | undefined;
}

/** Who runs what. A lease that is not kept up ends, and another process may take the turn over. */
export interface TurnLeases {
  /**
   * Renews these turns, and of `readIds` that somebody reads them. A turn of ours that does not run (we did not hear
   * that it was stored, or could not store its end) is not kept: recovery takes it over.
   */
  keep(leaseOwner: string, turns: { turnIds: string[]; readIds: string[] }): Promise<KeptTurns>;
  /** Turns whose lease has ended, now ours, with what their log held: it is empty now, for the run that begins. */
  takeOver(leaseOwner: string, limit: number): Promise<AbandonedTurn[]>;
  /** Gives up all turns of this process at once, so that the next one need not wait. No takeover is counted for it. */
  release(leaseOwner: string): Promise<void>;
}

export interface KeptTurns {
  /** Those that are still this process's. */
  held: string[];
  /** Those that a visitor wants stopped. */
  stopRequested: string[];
  /** Those that nobody reads any more, and nobody came back to in time. */
  left: string[];
}

export interface AbandonedTurn {
  turn: RunnableTurn;
  events: NumberedChunk[];
  stopRequested: boolean;
  /** How often it was taken over from a process that died, this time included. */
  takeovers: number;
}

/** Short messages between processes. All are hints: whoever misses one finds out by asking. */
export interface TurnSignals {
  /** Resolves when the turn's log may have grown, at the latest after `limitMs` or on abort. */
  waitForEvents(turnId: string, options: { limitMs: number; signal: AbortSignal }): Promise<void>;
  /** Calls back when a visitor, through any process, wants a turn stopped. */
  onStop(listener: (turnId: string) => void): void;
}
