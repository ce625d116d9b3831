import type { ModelClient, ModelEvent, ModelRequest } from './model-client.ts';

/** Why a call ends whose reader has had enough. */
const LEFT = new Error('nobody reads the answer any more');

/**
 * An answer as it is read: the events of `ask`, one at a time. Throws as `ask` does, once what came before was read.
 * Leaving it ends the call.
 */
export async function* streamAnswer(
  client: ModelClient,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const unread: ModelEvent[] = [];
  let wake = () => {};
  let isOver = false;
  // By hand: an AbortSignal.any takes many times as long to make.
  const call = new AbortController();
  const stop = () => call.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const hear = (event: ModelEvent) => {
    unread.push(event);
    wake();
  };
  const asking = client.ask(request, { signal: call.signal, hear });
  const over = () => {
    isOver = true;
    wake();
  };
  asking.then(over, over);
  try {
    for (;;) {
      for (let event = unread.shift(); event; event = unread.shift()) yield event;
      if (isOver) return await asking;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', stop);
    call.abort(LEFT);
    // What the call costs is written down when it is over.
    await asking.catch(() => {});
  }
}
