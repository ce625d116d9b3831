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
 * The chunks of a 200's body, batched as the network delivered them (a hop for each chunk would cost more
 * than reading it), with `done` when the provider says `[DONE]`; what follows that is not read. Throws
 * ModelFailure for what is no answer, for an error event and for a lost connection, and the signal's reason
 * when that is why.
 */
export async function* readChunks(
  body: AnswerBody,
  options: ReadChunksOptions,
): AsyncGenerator<Iterable<WireChunk | 'done'>> {
  const reader = createAnswerReader(options);
  let isEmpty = true;
  for await (const events of readEvents(body, reader, options)) {
    isEmpty &&= events.length === 0;
    yield toChunks(events, options.apiKey);
  }
  if (isEmpty && reader.sawForeignText) {
    throw modelFailure('protocol', 'the answer is neither an event stream nor JSON');
  }
}

async function* readEvents(
  body: AnswerBody,
  reader: AnswerReader,
  options: ReadChunksOptions,
): AsyncGenerator<SseEvent[]> {
  try {
    for await (const bytes of readBytes(body, options)) {
      yield reader.push(bytes);
      if (reader.format === 'html') {
        throw modelFailure('bad_endpoint', 'a web page came instead of an answer', { status: 200 });
      }
    }
    yield reader.end();
  } catch (error) {
    if (error instanceof SseEventTooLarge) throw tooLarge('an event', options.maxEventChars);
    throw error;
  }
}

async function* readBytes(
  body: AnswerBody,
  { signal, apiKey, maxEventChars }: ReadChunksOptions,
): AsyncGenerator<Uint8Array> {
  const limit = maxEventChars * MAX_EVENTS_WORTH;
  const chunks: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: false });
  for (let size = 0; ; ) {
    const next = await chunks.next().catch((cause: unknown) => {
      signal.throwIfAborted();
      const message = networkMessage(cause, apiKey);
      throw modelFailure('network', message, { code: 'model_truncated', cause });
    });
    if (next.done) return;
    size += next.value.length;
    if (size > limit) throw tooLarge('the answer', limit);
    yield next.value;
  }
}

function tooLarge(what: string, limit: number) {
  return modelFailure('protocol', `${what} is larger than ${limit}`, { retryable: false });
}

function* toChunks(events: SseEvent[], apiKey: string | undefined): Generator<WireChunk | 'done'> {
  for (const event of events) {
    const data = event.data.trim();
    if (data === '[DONE]') yield 'done';
    // Relays pass an upstream's comments on as data.
    else if (data !== '' && !data.startsWith(':')) yield* toChunk(event, data, apiKey);
  }
}

function toChunk(event: SseEvent, data: string, apiKey: string | undefined): WireChunk[] {
  const value = parseJson(data);
  if (event.type === 'error') throw classifyErrorInAnswer(value ?? data, apiKey);
  if (value !== undefined) return [readChunk(value)];
  // The stream was cut inside this event: that it did not finish will be found out.
  if (event.unfinished) return [];
  // Some relays leave out the blank line between events.
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
