import { ModelFailure, type ModelFailureReason } from '../errors.ts';
import { estimateTextTokens, estimateTokens } from './estimate-tokens.ts';
import type { ModelEnd, ModelEvent, ModelRequest, ModelUsage } from './model-client.ts';
import type { ModelCallEnd, ModelCallOutcome } from './model-ledger.ts';
import { reasonOfSilence } from './require-answer.ts';

/** Watches one call: what was seen of its answer, how long it took and how it ended. */
export interface CallMeter {
  see(event: ModelEvent): void;
  fail(error: unknown): void;
  /**
   * How it ended; neither an end nor a failure by now means that the reader had enough. Usage that the provider did
   * not report is estimated, high, of the request and of what was seen; nothing when it never read the request.
   */
  read(): Omit<ModelCallEnd, 'costMicros'>;
}

const NOTHING: ModelUsage = { inputTokens: 0, outputTokens: 0 };

/** Starts the clock. `signal` tells a call that was stopped from one that failed. */
export function startMeter(
  request: ModelRequest,
  { model, signal }: { model: string; signal: AbortSignal },
): CallMeter {
  const startedAt = performance.now();
  let said = '';
  let firstContentMs: number | undefined;
  let end: ModelEnd | undefined;
  let failure: { error: unknown } | undefined;

  function outcome(): ModelCallOutcome {
    if (end) return said.trim() === '' ? (reasonOfSilence(end) ?? 'answered') : 'answered';
    if (!failure || signal.aborted) return 'aborted';
    return (failure.error instanceof ModelFailure && failure.error.reason) || 'other';
  }

  function usage(): Pick<ModelCallEnd, 'usage' | 'estimated'> {
    if (end?.usage && isCounted(end.usage)) return { usage: end.usage, estimated: false };
    if (said === '' && failure && !signal.aborted && !wasRead(failure.error)) {
      return { usage: NOTHING, estimated: false };
    }
    const inputTokens = estimateTokens(request, model);
    const outputTokens = Math.ceil(estimateTextTokens(said + (end?.reasoning ?? '')));
    return { usage: { inputTokens, outputTokens }, estimated: true };
  }

  return {
    see(event) {
      if (event.type === 'end') end = event;
      if (event.type === 'text-delta') said += event.text;
      if (event.type === 'tool-call') said += `${event.name} ${event.arguments}`;
      if (said !== '') firstContentMs ??= elapsed(startedAt);
    },
    fail(error) {
      failure = { error };
    },
    read: () => ({
      ...usage(),
      outcome: outcome(),
      answeredBy: end?.model,
      firstContentMs,
      durationMs: elapsed(startedAt),
    }),
  };
}

/** Some relays report zeros. */
function isCounted({ inputTokens, outputTokens, totalTokens = 0 }: ModelUsage): boolean {
  return inputTokens + outputTokens + totalTokens > 0;
}

/** Failures after which the provider has read the question and may bill it, though nothing came of it. */
const AFTER_READING: ReadonlySet<ModelFailureReason> = new Set<ModelFailureReason>([
  'timeout',
  'truncated',
  'content_filter',
  'empty_response',
  'malformed_tool_call',
]);

function wasRead(error: unknown): boolean {
  if (!(error instanceof ModelFailure) || error.reason === undefined) return false;
  return (error.status ?? 200) < 400 && AFTER_READING.has(error.reason);
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
