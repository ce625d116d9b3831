import { Agent, type Dispatcher } from 'undici';
import { WORD_LENGTH } from './streams-question.ts';
import type { StreamRequest } from './streams-servers.ts';

/** What all readers of a run saw that must not be. */
export interface Faults {
  /** Words that never came. */
  lost: number;
  doubled: number;
  reordered: number;
  /** Streams that were refused or broke off. */
  broken: number;
  /** Why the first of them did. */
  firstBroken?: string;
}

export interface ReadStream {
  /** Milliseconds from asking to the first byte of the answer's body or head, whichever the server sends first. */
  headMs: number;
  /** Milliseconds from asking to the first word. */
  firstWordMs: number;
  /** How many words came. */
  words: number;
}

export interface ReaderOptions {
  /** How many words have to come. */
  words: number;
  /** Hears of the time since the last word came, when another came. */
  onGap?: (ms: number) => void;
  onFirstWord?: () => void;
  /** Leaves: what is missing then is not lost. */
  signal?: AbortSignal;
}

const DELTA = /"(?:delta|content)":"((?: \d+)+)"/g;
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 });

export function noFaults(): Faults {
  return { lost: 0, doubled: 0, reordered: 0, broken: 0 };
}

/** Reads an answer to its end and holds each word against the one that has to come; resolves when the stream is over. */
export function readStream(
  request: StreamRequest,
  faults: Faults,
  { words, onGap, onFirstWord, signal }: ReaderOptions,
): Promise<ReadStream> {
  const askedAt = performance.now();
  const decoder = new TextDecoder();
  const read: ReadStream = { headMs: Number.NaN, firstWordMs: Number.NaN, words: 0 };
  let status = 0;
  let rest = '';
  let lastAt = 0;
  let call: Dispatcher.DispatchController | undefined;

  function take(text: string): void {
    const end = text.lastIndexOf('\n\n');
    if (end < 0) {
      rest = text;
      return;
    }
    rest = text.slice(end + 2);
    const before = read.words;
    for (const [, delta = ''] of text.slice(0, end).matchAll(DELTA)) check(delta);
    if (read.words === before) return;
    const now = performance.now();
    if (before === 0) {
      read.firstWordMs = now - askedAt;
      onFirstWord?.();
    } else onGap?.(now - lastAt);
    lastAt = now;
  }

  function check(delta: string): void {
    for (let at = 0; at < delta.length; at += WORD_LENGTH) {
      const n = Number(delta.slice(at + 1, at + WORD_LENGTH));
      if (n < read.words) faults.doubled++;
      else if (n > read.words) faults.reordered++;
      read.words++;
    }
  }

  return new Promise((resolve) => {
    const leave = () => call?.abort(new Error('left'));
    signal?.addEventListener('abort', leave, { once: true });
    const over = (problem?: string) => {
      signal?.removeEventListener('abort', leave);
      if (!signal?.aborted) {
        faults.lost += Math.max(0, words - read.words);
        if (problem !== undefined) {
          faults.broken++;
          faults.firstBroken ??= problem;
        }
      }
      resolve(read);
    };
    agent.dispatch(
      { ...request, method: 'POST' },
      {
        onRequestStart(controller) {
          call = controller;
        },
        onResponseStart(_, code) {
          status = code;
          read.headMs = performance.now() - askedAt;
        },
        onResponseData(_, bytes) {
          take(rest + decoder.decode(bytes, { stream: true }));
        },
        onResponseEnd() {
          over(status === 200 ? undefined : `status ${status}: ${rest}`);
        },
        onResponseError(_, error) {
          over(String(error));
        },
      },
    );
  });
}

/** Lets go of all sockets. */
export function closeReaders(): Promise<void> {
  return agent.destroy();
}
