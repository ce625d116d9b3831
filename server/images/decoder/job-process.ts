import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Work done in a process of its own, one job at a time, so that a job may hang or crash and only harm itself. */
export interface JobProcess {
  /**
   * Answers with what the script sends back. Rejects with JobFailure, or with the signal's reason as soon as it
   * aborts; a job that runs by then is finished and its answer dropped, so that aborting costs no new process.
   */
  run(job: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Kills the process, fails what waits and resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface JobProcessOptions {
  /** Sends `ready` once, then one message for each that it gets. */
  script: URL;
  /** For one job, in milliseconds; then the process is killed and the next job gets a new one. */
  jobLimitMs: number;
  /** For the process to say `ready`. */
  startLimitMs: number;
  /** Jobs that may wait. */
  maxWaiting: number;
  /** The longest that a job waits for its turn. */
  waitLimitMs: number;
  /** After so long without a job the process ends; the next job starts another. Unless given, it stays. */
  idleLimitMs?: number;
}

/** Why a job has no result; thrown by `run`, and never by the job itself. */
export class JobFailure extends Error {
  /** `unstartable`: the installation is at fault, not the job. */
  readonly reason: 'busy' | 'timeout' | 'crash' | 'stopped' | 'unstartable';

  constructor(reason: JobFailure['reason'], message: string) {
    super(message);
    this.name = 'JobFailure';
    this.reason = reason;
  }
}

interface WaitingJob {
  job: unknown;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** Starts no process before the first job. An idle process does not keep this one alive and dies with it. */
export function jobProcess(options: JobProcessOptions): JobProcess {
  const waiting: WaitingJob[] = [];
  let child: ChildProcess | undefined;
  let working = false;
  let stopped = false;
  let idle: NodeJS.Timeout | undefined;

  function endWhenIdle(): void {
    if (options.idleLimitMs === undefined) return;
    idle = setTimeout(() => {
      child?.kill('SIGKILL');
      child = undefined;
    }, options.idleLimitMs).unref();
  }

  function drop(job: WaitingJob): void {
    const index = waiting.indexOf(job);
    if (index >= 0) waiting.splice(index, 1);
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    clearTimeout(idle);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await runInChild(next.job).then(next.resolve, next.reject);
    }
    working = false;
    endWhenIdle();
  }

  async function runInChild(job: unknown): Promise<unknown> {
    if (stopped) throw new JobFailure('stopped', 'the process was stopped');
    let running = child;
    try {
      if (!running?.connected) {
        running = startChild(options.script);
        child = running;
        await nextMessage(running, options.startLimitMs).catch((cause: JobFailure) => {
          throw new JobFailure('unstartable', `the process did not start: ${cause.message}`);
        });
      }
      keepAlive(running, true);
      running.send(job as object, () => {});
      return await nextMessage(running, options.jobLimitMs);
    } catch (error) {
      running?.kill('SIGKILL');
      child = undefined;
      throw stopped ? new JobFailure('stopped', 'the process was stopped') : error;
    } finally {
      if (running) keepAlive(running, false);
    }
  }

  return {
    async run(job, signal) {
      signal?.throwIfAborted();
      if (stopped) throw new JobFailure('stopped', 'the process was stopped');
      if (waiting.length >= options.maxWaiting) throw new JobFailure('busy', 'too many jobs wait');
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const entry = { job, resolve, reject };
      const giveUp = () => {
        drop(entry);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        if (!waiting.includes(entry)) return;
        drop(entry);
        reject(new JobFailure('busy', 'the job waited too long for its turn'));
      }, options.waitLimitMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      waiting.push(entry);
      void work();
      return promise.finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      });
    },
    async stop() {
      stopped = true;
      clearTimeout(idle);
      for (const entry of waiting.splice(0)) {
        entry.reject(new JobFailure('stopped', 'the process was stopped'));
      }
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      keepAlive(child, true);
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Without our environment, so that no key or password is in the memory of a process that reads hostile bytes. */
function startChild(script: URL): ChildProcess {
  const child = fork(script, [], {
    env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2', SystemRoot: process.env.SystemRoot },
    execArgv: ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Without a listener a failed start would be thrown here; nextMessage sees the exit or the silence.
  child.on('error', () => {});
  return child;
}

function nextMessage(child: ChildProcess, limitMs: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onExit = () => reject(new JobFailure('crash', 'the process ended in the middle of a job'));
  const timer = setTimeout(
    () => reject(new JobFailure('timeout', `no answer within ${limitMs} ms`)),
    limitMs,
  );
  child.once('message', resolve);
  child.once('exit', onExit);
  child.once('error', onExit);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off('message', resolve);
    child.off('exit', onExit);
    child.off('error', onExit);
  });
}

function keepAlive(child: ChildProcess, alive: boolean): void {
  if (alive) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
