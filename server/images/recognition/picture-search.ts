import { Worker } from 'node:worker_threads';
import type { SearchAnswer, SearchRequest, SearchResults } from './search-messages.ts';

/** The thread that searches pictures. Calls reject with `SearchFailure`. */
export interface PictureSearch {
  ask<T extends SearchRequest['task']>(
    request: Extract<SearchRequest, { task: T }>,
  ): Promise<SearchResults[T]>;
  /** Another number whenever a thread began anew, with nothing loaded. */
  generation(): number;
  stop(): Promise<void>;
}

/** The thread hung, died or was stopped; what it had loaded is gone. */
export class SearchFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SearchFailure';
  }
}

export interface PictureSearchOptions {
  script?: URL;
  /** For a search; a step of loading, which may wait behind another store's, may take ten times as long. */
  limitMs?: number;
  /** After so long without a question the thread ends and its memory is free. */
  idleLimitMs?: number;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

const LIMIT_MS = 3_000;
const LOAD_FACTOR = 10;
const IDLE_LIMIT_MS = 10 * 60_000;

/** Starts no thread before the first question; replaces one that does not answer in time. */
export function threadedPictureSearch({
  script = new URL('./search-thread.ts', import.meta.url),
  limitMs = LIMIT_MS,
  idleLimitMs = IDLE_LIMIT_MS,
}: PictureSearchOptions = {}): PictureSearch {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let generation = 0;
  let questions = 0;
  let stopped = false;
  let idle: NodeJS.Timeout | undefined;

  function running(): Worker {
    if (thread) return thread;
    const started = new Worker(script, { execArgv: ['--disable-warning=ExperimentalWarning'] });
    started.unref();
    started.on('message', (answer: SearchAnswer) => settle(answer));
    started.on('error', (error) => {
      if (thread === started) end(`it failed: ${error.message}`);
    });
    thread = started;
    generation += 1;
    return started;
  }

  function settle(answer: SearchAnswer): void {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new SearchFailure(answer.error));
    else asked?.resolve(answer.result);
  }

  function end(why: string): Promise<unknown> {
    const ended = thread;
    thread = undefined;
    clearTimeout(idle);
    const all = [...waiting.values()];
    waiting.clear();
    for (const { reject } of all) reject(new SearchFailure(`the search has no answer: ${why}`));
    return ended?.terminate() ?? Promise.resolve();
  }

  return {
    async ask(request) {
      if (stopped) throw new SearchFailure('the search was stopped');
      clearTimeout(idle);
      const worker = running();
      questions += 1;
      const id = questions;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.set(id, { resolve, reject });
      const loads = request.task === 'load' || request.task === 'gather';
      const patience = loads ? limitMs * LOAD_FACTOR : limitMs;
      const timer = setTimeout(() => end(`none within ${patience} ms`), patience);
      worker.postMessage({ id, request });
      return promise.finally(() => {
        clearTimeout(timer);
        if (waiting.size === 0) idle = setTimeout(() => end('it was idle'), idleLimitMs).unref();
      }) as never;
    },
    generation: () => (thread ? generation : generation + 1),
    async stop() {
      stopped = true;
      await end('it was stopped');
    },
  };
}
