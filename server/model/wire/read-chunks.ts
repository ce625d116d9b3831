import type { Dispatcher } from 'undici';
import { modelFailure } from '../model-failures.ts';
import { type AnswerReader, createAnswerReader } from './answer-events.ts';
import { classifyErrorInAnswer } from './classify-error.ts';
import { networkMessage } from './open-answer.ts';
import { readChunk, type WireChunk } from './openai-wire.ts';
import { parseJson } from './read-json.ts';
import { type SseEvent, SseEventTooLarge } from './sse-events.ts';

export type AnswerBody = Dispatcher.ResponseData['body'];

export interface ReadChunksOptions {
  signal: AbortSignal;
  apiKey: string | undefined;
  maxEventChars: number;
}

/** How long a socket may take to become free for the next call. The answer waits for it. */
const RELEASE_MS = 50;

/** An answer may have this many times the bytes that one event may have characters. */
const MAX_EVENTS_WORTH = 8;

/**
 * The chunks of a 200's body, a batch for each read from the socket: a hop for each chunk would cost more than
 * reading it. `done` stands where the provider says `[DONE]`. Throws ModelFailure, the batches too, for what is
 * no answer, for an error event and for a lost connection, and the signal's reason when that is why.
 */
export async function* readChunks(
  body: AnswerBody,
  options: ReadChunksOptions,
): AsyncGenerator<Iterable<WireChunk | 'done'>> {
  const reader = createAnswerReader(options);
  const pieces: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: false });
  const limit = options.maxEventChars * MAX_EVENTS_WORTH;
  let size = 0;
  let isEmpty = true;
  for (let isOpen = true; isOpen; ) {
    const bytes = await readPiece(pieces, options);
    isOpen = bytes !== undefined;
    size += bytes?.length ?? 0;
    if (size > limit) throw tooLarge('the answer', limit);
    const events = toEvents(reader, bytes, options);
    isEmpty &&= events.length === 0;
    yield toChunks(events, options.apiKey);
    if (reader.format === 'html') {
      throw modelFailure('bad_endpoint', 'a web page came instead of an answer', { status: 200 });
    }
  }
  if (isEmpty && reader.sawForeignText) {
    throw modelFailure('protocol', 'the answer is neither an event stream nor JSON');
  }
}

/** Undefined at the end of the body. */
async function readPiece(
  pieces: AsyncIterator<Uint8Array>,
  { signal, apiKey }: ReadChunksOptions,
): Promise<Uint8Array | undefined> {
  try {
    const next = await pieces.next();
    return next.done ? undefined : next.value;
  } catch (cause) {
    signal.throwIfAborted();
    const message = networkMessage(cause, apiKey);
    throw modelFailure('network', message, { code: 'model_truncated', cause });
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
  const signal = AbortSignal.timeout(RELEASE_MS);
  await body.dump({ limit: Number.MAX_SAFE_INTEGER, signal }).catch(() => {});
}
