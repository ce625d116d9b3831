import type { ModelFailure } from '../../errors.ts';
import { modelFailure } from '../model-failures.ts';

/** How long a model may take, in milliseconds. */
export interface ModelTimeLimits {
  /** Until the socket stands, with TLS. */
  connectMs: number;
  /** From the start until the head of the answer. */
  firstByteMs: number;
  /** From the start until the model says something; comments and empty chunks do not count. */
  firstContentMs: number;
  /** Between two things that the model says. */
  idleMs: number;
  /** The whole call. */
  totalMs: number;
}

export interface CallDeadlines {
  headArrived(): void;
  /** The model said something. */
  contentArrived(): void;
  /** The answer is complete but for its epilogue (usage, `[DONE]`): no more than `ms` for that. */
  allowEpilogue(ms: number): void;
  stop(): void;
}

/** Starts the clocks of one call. `onLate` is called once at most, with what to throw. */
export function startDeadlines(
  limits: ModelTimeLimits,
  onLate: (failure: ModelFailure) => void,
): CallDeadlines {
  let idle: NodeJS.Timeout | undefined;
  const late = (what: string, ms: number) => {
    stop();
    onLate(modelFailure('timeout', `${what} within ${ms} ms`));
  };
  const start = (ms: number, what: string) => setTimeout(() => late(what, ms), ms);
  const startIdle = (ms: number) => start(ms, 'the model said nothing more');

  const total = start(limits.totalMs, 'the model did not finish');
  const firstByte = start(limits.firstByteMs, 'no answer began');
  const firstContent = start(limits.firstContentMs, 'the model said nothing');

  function stop(): void {
    for (const timer of [total, firstByte, firstContent, idle]) clearTimeout(timer);
  }

  return {
    headArrived: () => clearTimeout(firstByte),
    contentArrived() {
      clearTimeout(firstContent);
      if (idle) idle.refresh();
      else idle = startIdle(limits.idleMs);
    },
    allowEpilogue(ms) {
      clearTimeout(firstContent);
      clearTimeout(idle);
      idle = startIdle(Math.min(ms, limits.idleMs));
    },
    stop,
  };
}
