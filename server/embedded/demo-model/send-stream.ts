import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between chunks, in milliseconds. */
export interface Pace {
  beforeFirst: number;
  between: number;
}

/** Like a person who reads before answering and types fast. */
export const HUMAN_PACE: Pace = { beforeFirst: 120, between: 18 };
export const INSTANT_PACE: Pace = { beforeFirst: 0, between: 0 };

/**
 * Writes chunks as server-sent events, ending with `[DONE]`. Returns early when `signal` is aborted: then
 * nobody listens any more, or the time is up.
 */
export async function sendStream(
  response: ServerResponse,
  chunks: unknown[],
  { pace, signal }: { pace: Pace; signal: AbortSignal },
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  try {
    let wait = pace.beforeFirst;
    for (const chunk of chunks) {
      if (wait > 0) await sleep(wait, undefined, { signal });
      signal.throwIfAborted();
      if (!response.write(`data: ${JSON.stringify(chunk)}\n\n`))
        await once(response, 'drain', { signal });
      wait = pace.between;
    }
    response.end('data: [DONE]\n\n');
  } catch (error) {
    if (!signal.aborted) throw error;
    // Cut off rather than ended: half an answer must not look like a whole one.
    response.destroy();
  }
}
