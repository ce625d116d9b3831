import { type JobProcess, jobProcess } from '../decoder/job-process.ts';
import type {
  RecogniserAnswer,
  RecogniserJob,
  RecogniserRefusal,
  RecogniserResults,
} from './recogniser-messages.ts';

/**
 * Looks at pictures with networks that are optional packages. Calls reject with `RecogniserError`, with JobFailure when
 * the process is busy, hung, dead or stopped, or with the signal's reason.
 */
export interface Recogniser {
  see<T extends keyof RecogniserResults>(
    task: T,
    picture: Uint8Array,
    signal?: AbortSignal,
  ): Promise<RecogniserResults[T]>;
  stop(): Promise<void>;
}

export class RecogniserError extends Error {
  readonly reason: RecogniserRefusal;

  constructor(reason: RecogniserRefusal) {
    super(reason === 'missing' ? 'an optional package is missing' : 'the picture cannot be read');
    this.name = 'RecogniserError';
    this.reason = reason;
  }
}

/** In a process of its own, which starts with the first picture, ends when idle and is replaced when it hangs or dies. */
export function forkedRecogniser(jobs: JobProcess = recogniserProcess()): Recogniser {
  return {
    async see<T extends keyof RecogniserResults>(
      task: T,
      picture: Uint8Array,
      signal?: AbortSignal,
    ) {
      const job: RecogniserJob = { task, picture };
      const answer = (await jobs.run(job, signal)) as RecogniserAnswer<RecogniserResults[T]>;
      if (!answer.ok) throw new RecogniserError(answer.reason);
      return answer.result;
    },
    stop: () => jobs.stop(),
  };
}

function recogniserProcess(): JobProcess {
  return jobProcess({
    script: new URL('./recogniser-child.ts', import.meta.url),
    // For one signal; the slowest, text, takes some 0.1 s.
    jobLimitMs: 2_000,
    startLimitMs: 30_000,
    maxWaiting: 24,
    waitLimitMs: 4_000,
    idleLimitMs: 10 * 60_000,
  });
}
