import { setImmediate as nextTurn } from 'node:timers/promises';
import { modelFailure } from '../model-failures.ts';
import { type AnswerReader, createAnswerReader } from './answer-events.ts';
import { classifyErrorInAnswer } from './classify-error.ts';
import type { AnswerBody } from './http-exchange.ts';
import { readChunk, type WireChunk } from './openai-wire.ts';
import { parseJson } from './read-json.ts';
import { type SseEvent, SseEventTooLarge } from './sse-events.ts';

export interface ReadChunksOptions {
  apiKey: string | undefined;
  maxEventChars: number;
  /** Hears a batch for each read from the socket, while it is read; true when it wants no more. */
  take(chunks: Iterable<WireChunk | 'done'>): boolean;
}

/** How long a socket may take to become free for the next call. The answer waits for it. */
const RELEASE_MS = 50;

/** An answer may have this many times the bytes that one event may have characters. */
const MAX_EVENTS_WORTH = 8;

/**
 * Reads the chunks of a 200's body. `done` stands where the provider says `[DONE]`. Resolves at the end of the body, or
 * when no more is wanted. Throws ModelFailure, the batches too, for what is no answer, for an error event and for a
 * lost connection, and the signal's reason when that is why.
 */
export async function readChunks(body: AnswerBody, options: ReadChunksOptions): Promise<void> {
  const { apiKey, maxEventChars } = options;
  const reader = createAnswerReader(options);
  const limit = maxEventChars * MAX_EVENTS_WORTH;
  let size = 0;
  let isEmpty = true;

  function take(bytes: Uint8Array | undefined): boolean {
    size += bytes?.length ?? 0;
    if (size > limit) throw tooLarge('the answer', limit);
    const events = toEvents(reader, bytes, options);
    isEmpty &&= events.length === 0;
    if (options.take(toChunks(events, apiKey))) return true;
    if (reader.format() === 'html') {
      throw modelFailure('bad_endpoint', 'a web page came instead of an answer', { status: 200 });
    }
    return false;
  }

  if ((await body.read(take)) || take(undefined)) return;
  if (isEmpty && reader.sawForeignText()) {
    throw modelFailure('protocol', 'the answer is neither an event stream nor JSON');
  }
}

function toEvents(
  reader: AnswerReader,
  bytes: Uint8Array | undefined,
  { maxEventChars }: ReadChunksOptions,
): SseEvent[] {
  try {
    return bytes ? reader.push(bytes) : reader.end();
  } catch (error) {
    if (error instanceof SseEventTooLarge) throw tooLarge('an event', maxEventChars);
    throw error;
  }
}

function tooLarge(what: string, limit: number) {
  return modelFailure('protocol', `${what} is larger than ${limit}`, { retryable: false });
}

function* toChunks(events: SseEvent[], apiKey: string | undefined): Generator<WireChunk | 'done'> {
  for (const event of events) {
    const data = event.data.trim();
    if (data === '[DONE]') {
      yield 'done';
      continue;
    }
    // Relays pass an upstream's comments on as data.
    if (data === '' || data.startsWith(':')) continue;
    const value = parseJson(data);
    if (event.type === 'error') throw classifyErrorInAnswer(value ?? data, apiKey);
    if (value !== undefined) yield readChunk(value);
    // A stream that was cut inside an event will be found not to have finished.
    else if (!event.unfinished) yield* toChunksByLine(data);
  }
}

/** Some relays leave out the blank line between events. */
function toChunksByLine(data: string): WireChunk[] {
  const lines = data.split('\n').filter((line) => line.trim() !== '[DONE]');
  const values = lines.map(parseJson);
  if (!data.includes('\n') || values.includes(undefined)) {
    throw modelFailure('protocol', 'an event of the answer is no JSON');
  }
  return values.map(readChunk);
}

/** What follows is nothing but the end of the body, after which the socket can serve the next call. Some never send it. */
export async function readToEnd(body: AnswerBody): Promise<void> {
  const late = setTimeout(() => body.close(), RELEASE_MS);
  await body.read(() => false).catch(() => {});
  clearTimeout(late);
  // undici takes the socket back one turn of the loop later.
  await nextTurn();
}
