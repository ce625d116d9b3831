import type { NumberedChunk } from '../conversation/turns.ts';

/** How long a quiet stream stays quiet before a comment shows proxies and clients that it lives. */
const HEARTBEAT_MS = 15_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform and x-accel-buffering: proxies must neither compress nor collect what is streamed.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/**
 * Writes events as server-sent events, one at a time as the reader takes them, with the event's number as
 * its id and `[DONE]` after the turn's last, when `events` returns true. `leave` is called when the reader
 * goes away.
 */
export function sseResponse(
  events: AsyncGenerator<NumberedChunk, boolean>,
  leave: () => void,
): Response {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<NumberedChunk, boolean>> | undefined;

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      next ??= events.next();
      const result = await orHeartbeat(next);
      if (result === 'heartbeat') {
        controller.enqueue(encoder.encode(': still here\n\n'));
        return;
      }
      next = undefined;
      if (result.done) {
        // Without it a client knows that there is more, and comes back.
        if (result.value) controller.enqueue(encoder.encode('data: [DONE]\n\n'));
        controller.close();
      } else {
        const { seq, chunk } = result.value;
        controller.enqueue(encoder.encode(`id: ${seq}\ndata: ${JSON.stringify(chunk)}\n\n`));
      }
    },
    async cancel() {
      leave();
      await events.return(false);
    },
  });
  return new Response(body, { headers: HEADERS });
}

async function orHeartbeat<T>(next: Promise<T>): Promise<T | 'heartbeat'> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<'heartbeat'>((resolve) => {
    timer = setTimeout(resolve, HEARTBEAT_MS, 'heartbeat');
  });
  try {
    return await Promise.race([next, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
