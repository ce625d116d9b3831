import { AppError } from '../../errors.ts';

export interface WaitLimits {
  /** Between two chunks. */
  stallMs: number;
  /** For all of them together. */
  totalMs: number;
  /** From stallMs on a body must have come this fast on average: one that drips is no better than one that stalls. */
  bytesPerSecond: number;
}

/**
 * A request's body that cannot keep us waiting. Throws the signal's reason when it aborts, AppError
 * `request_timeout` at a limit and `invalid_request` when the sender goes away before the end.
 */
export async function* withWaitLimits(
  body: AsyncIterable<Uint8Array>,
  limits: WaitLimits,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  let bytes = 0;
  // Only what we wait: when it is us who are slow, that is not the sender's fault.
  let waitedMs = 0;
  let done = false;
  try {
    while (true) {
      const earnedMs = limits.stallMs + (bytes / limits.bytesPerSecond) * 1_000;
      const leftMs = Math.min(limits.totalMs, earnedMs) - waitedMs;
      const began = performance.now();
      const limitMs = Math.max(0, Math.min(limits.stallMs, leftMs));
      const next = await nextWithin(iterator, limitMs, signal);
      waitedMs += performance.now() - began;
      if (next.done) break;
      bytes += next.value.byteLength;
      yield next.value;
    }
    done = true;
  } finally {
    // Not awaited: a body that stalls would also stall its own end.
    if (!done) iterator.return?.().catch(() => {});
  }
}

async function nextWithin(
  iterator: AsyncIterator<Uint8Array>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<IteratorResult<Uint8Array>> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<IteratorResult<Uint8Array>>();
  const onAbort = () => reject(signal?.reason);
  const timer = setTimeout(
    () => reject(new AppError('request_timeout', 'The upload came too slowly.')),
    limitMs,
  );
  signal?.addEventListener('abort', onAbort, { once: true });
  iterator.next().then(resolve, (cause) => {
    reject(new AppError('invalid_request', 'The upload broke off before its end.', { cause }));
  });
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  });
}
