import type { Chunk, Notice } from '../../shared/chunk.ts';
import { foldChunk } from '../../shared/fold-chunk.ts';
import type { ChatMessage } from '../../shared/message.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import type { AgentEvent } from '../agent/agent-event.ts';
import { ModelFailure } from '../errors.ts';
import { createAnswerChunks } from './answer-chunks.ts';
import { failureNotice } from './failure-notice.ts';
import { queueNotice } from './queue-notice.ts';
import { storable } from './storable.ts';
import type {
  NumberedChunk,
  RunnableTurn,
  StepRecord,
  ToolCallRecord,
  TurnOutcome,
  TurnRun,
} from './turns.ts';

/** Why a turn's signal was aborted. Anything else that aborts it is a failure. */
export class TurnStopped extends Error {
  override name = 'TurnStopped';
}

/** The turn is no longer ours to write: the process shuts down or its lease was lost. */
export class TurnHandedOver extends Error {
  override name = 'TurnHandedOver';
}

/** Answers the question of a turn; resolves when the model can be asked, which `confirmLease` allows each time. */
export type AnswerTurn = (
  turn: RunnableTurn,
  signal: AbortSignal,
  confirmLease: () => Promise<void>,
) => AsyncIterable<AgentEvent> | Promise<AsyncIterable<AgentEvent>>;

export interface RunTurnDeps {
  /** See `answerQuestion`. */
  answer: AnswerTurn;
  /** BCP 47; for the sentences that we say ourselves. */
  locale(turn: RunnableTurn): Promise<string>;
  /** Gives an event its number, tells readers and queues it for the log. */
  publish(chunk: Chunk): NumberedChunk;
  /** Resolves when the lease is surely ours; rejects with TurnHandedOver when it is another's. */
  confirmLease(): Promise<void>;
  /** Resolves once the step is safe; rejects with TurnHandedOver when the turn is another's. */
  recordStep(step: StepRecord): Promise<void>;
  recordToolCall(call: ToolCallRecord): void;
  onBug(error: unknown): void;
  now(): Date;
}

/**
 * Runs one turn to its end and returns how it ended, with the closing events, which readers get only once
 * the outcome is stored. Never throws but TurnHandedOver: every failure has a code.
 */
export async function runTurn(
  deps: RunTurnDeps,
  turn: RunnableTurn,
  signal: AbortSignal,
): Promise<Omit<TurnOutcome, 'lastEvents'> & { closing: Chunk[] }> {
  const chunks = createAnswerChunks();
  const outcome = {
    turn,
    lastStep: undefined as StepRecord | undefined,
    model: undefined as string | undefined,
    endpoint: undefined as string | undefined,
    firstTextAt: undefined as Date | undefined,
  };
  let message: ChatMessage = { id: turn.answerMessageId, role: 'assistant', parts: [] };
  const { turnId, storeId, run } = turn;
  const ref: TurnRun = { turnId, storeId, run };
  const calls = trackToolCalls(ref, deps.recordToolCall);
  // Asked once, while the database is likely there: a notice must not fail for it.
  const locale = deps.locale(turn).catch((error: unknown) => {
    deps.onBug(error);
    return 'en';
  });

  function fold(emitted: Chunk[]): Chunk[] {
    const clean = emitted.map(storable);
    message = clean.reduce(foldChunk, message);
    return clean;
  }

  async function askAndPublish(): Promise<Ending> {
    let ending: Ending = { status: 'done' };
    try {
      fold(chunks.start(turn.answerMessageId)).forEach(deps.publish);
      for await (const event of await deps.answer(turn, signal, deps.confirmLease)) {
        // What ends because the turn is another's is no result: that one goes on with it.
        if (signal.reason instanceof TurnHandedOver) throw signal.reason;
        calls.see(event);
        if (event.type === 'model-answer') {
          const { type: _, ...answer } = event;
          const step = storable({ ...answer, turn: ref, step: calls.step() });
          if (outcome.lastStep) await deps.recordStep(outcome.lastStep);
          // Without tools nothing follows it but the end, which stores it.
          outcome.lastStep = answer.toolCalls.length === 0 ? step : undefined;
          if (!outcome.lastStep) await deps.recordStep(step);
        }
        if (event.type === 'text-delta') outcome.firstTextAt ??= deps.now();
        if (event.type === 'step-end') {
          outcome.model = event.model ?? outcome.model;
          outcome.endpoint = event.endpoint ?? outcome.endpoint;
        }
        if (event.type === 'end') ending = ENDINGS[event.reason];
        const emitted =
          event.type === 'waiting'
            ? chunks.queued(queueNotice(event.place, await locale))
            : chunks.of(event);
        fold(emitted).forEach(deps.publish);
      }
      return ending;
    } catch (error) {
      return endingOf(error, { signal, onBug: deps.onBug });
    }
  }

  async function notice(code: TurnFailureCode): Promise<Notice> {
    const begun = message.parts.some((part) => part.type === 'text' && part.text !== '');
    return failureNotice(code, await locale, { begun });
  }

  const ending = await askAndPublish();
  const closing = fold(
    chunks.end(
      ending.status === 'failed' ? { status: 'failed', notice: await notice(ending.code) } : ending,
    ),
  );
  return {
    ...outcome,
    status: ending.status,
    failureCode: ending.status === 'failed' ? ending.code : undefined,
    parts: message.parts,
    closing,
  };
}

type Ending =
  | { status: 'done' }
  | { status: 'stopped' }
  | { status: 'failed'; code: TurnFailureCode };

const ENDINGS: Record<Extract<AgentEvent, { type: 'end' }>['reason'], Ending> = {
  answered: { status: 'done' },
  limit: { status: 'done' },
  'cut-short': { status: 'failed', code: 'model_length' },
  withheld: { status: 'failed', code: 'model_content_filter' },
};

function endingOf(
  error: unknown,
  { signal, onBug }: { signal: AbortSignal; onBug(error: unknown): void },
): Ending {
  if (signal.reason instanceof TurnHandedOver) throw signal.reason;
  if (error instanceof TurnHandedOver) throw error;
  if (signal.reason instanceof TurnStopped) return { status: 'stopped' };
  if (error instanceof ModelFailure) return { status: 'failed', code: error.code };
  onBug(error);
  return { status: 'failed', code: 'internal' };
}

/** Puts a call's arguments and its result, which come as two events, into one record. */
function trackToolCalls(turn: TurnRun, record: (call: ToolCallRecord) => void) {
  const inputs = new Map<string, unknown>();
  let step = 0;
  return {
    step: () => step,
    see(event: AgentEvent): void {
      if (event.type === 'step-start') step++;
      if (event.type === 'tool-call') inputs.set(event.callId, event.input);
      if (event.type !== 'tool-result' && event.type !== 'tool-error') return;
      record(
        storable({
          turn,
          callId: event.callId,
          step,
          name: event.name,
          input: inputs.get(event.callId),
          output: event.type === 'tool-result' ? event.output : undefined,
          show: event.type === 'tool-result' ? event.show : undefined,
          error: event.type === 'tool-error' ? event.message : undefined,
          durationMs: event.durationMs,
        }),
      );
    },
  };
}
