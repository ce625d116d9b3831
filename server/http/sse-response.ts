import type { Context } from 'hono';
import type { NumberedChunk } from '../conversation/turns.ts';
import type { VisitorEnv } from './app-env.ts';
import type { EventStreams, OpenStream } from './event-streams.ts';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform and x-accel-buffering: proxies must neither compress nor collect what is streamed.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/** The first bytes of every stream: some clients and proxies pass nothing on before them. */
const OPENING = ': welcome\n\n';
/** A reader that is slow has this much waiting for it beside what the socket takes, in UTF-16 units. */
const PIECE = 16_384;

export interface SseOptions {
  streams: EventStreams;
  /** Called when the reader goes away, has all, or has waited for too long. */
  leave(): void;
  onError(error: unknown): void;
}

/**
 * Answers with server-sent events, written straight to Node's response: all that are there in one write, as fast as the
 * reader takes them, each with its number as its id, and `[DONE]` after the turn's last, when `batches` returns true.
 */
export function sseResponse(
  context: Context<VisitorEnv>,
  batches: AsyncGenerator<NumberedChunk[], boolean>,
  { streams, leave, onError }: SseOptions,
): Response {
  context.env.writeBody = (outgoing) => {
    const stream = streams.open(outgoing, {
      onOverdue: leave,
      onGone() {
        leave();
        void batches.return(false);
      },
    });
    writeAll(stream, batches).catch((error) => {
      onError(error);
      stream.drop();
    });
  };
  return context.body(null, 200, HEADERS);
}

async function writeAll(
  stream: OpenStream,
  batches: AsyncGenerator<NumberedChunk[], boolean>,
): Promise<void> {
  await stream.write(OPENING);
  for (;;) {
    const next = await batches.next();
    if (stream.isGone()) return;
    if (next.done) {
      // Without it a client knows that there is more, and comes back.
      stream.end(next.value ? 'data: [DONE]\n\n' : '');
      return;
    }
    await writeEvents(stream, next.value);
  }
}

async function writeEvents(stream: OpenStream, events: NumberedChunk[]): Promise<void> {
  let piece = '';
  for (const { seq, chunk } of events) {
    piece += `id: ${seq}\ndata: ${JSON.stringify(chunk)}\n\n`;
    if (piece.length < PIECE) continue;
    await stream.write(piece);
    piece = '';
  }
  if (piece !== '') await stream.write(piece);
}
