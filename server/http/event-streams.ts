import type { ServerResponse } from 'node:http';
import { chunkWriter } from './chunk-writer.ts';

/** How the answers that stay open are looked after, in milliseconds. */
export interface StreamLimits {
  /** After so long a silence a comment shows proxies and clients that the stream lives. */
  heartbeatMs: number;
  /** A reader that takes nothing for so long is dropped; it may come back for the rest. */
  patienceMs: number;
  /** A reader that still waits for the end after so long is let go, and may come back. */
  longestMs: number;
  /** How often all is looked at, for all streams together. */
  roundMs: number;
}

export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  heartbeatMs: 15_000,
  patienceMs: 30_000,
  longestMs: 180_000,
  roundMs: 1_000,
};

/** A body that is being written. */
export interface OpenStream {
  /** Sends `text`; resolves when the reader has room for more, or is gone. */
  write(text: string): Promise<void> | undefined;
  /** Sends `text` as the last. */
  end(text: string): void;
  /** Cuts it off in the middle, so that the reader sees that there is more. */
  drop(): void;
  isGone(): boolean;
}

export interface EventStreams {
  /** Takes a response whose head is written. */
  open(outgoing: ServerResponse, hearer: StreamHearer): OpenStream;
}

export interface StreamHearer {
  /** Called once, when nobody will read any more of it. */
  onGone(): void;
  /** It is open for too long: time to end it. */
  onOverdue(): void;
}

interface Watched {
  /** False when the reader has to take something first. */
  write(text: string): boolean;
  openedAt: number;
  onOverdue(): void;
  heardAt: number;
  /** Since when the reader has taken nothing of what waits for it. */
  fullSince: number | undefined;
  drop(): void;
}

/** One timer looks after all streams: ten thousand idle ones cost a loop, not ten thousand timers. */
export function createEventStreams({
  heartbeatMs,
  patienceMs,
  longestMs,
  roundMs,
}: StreamLimits): EventStreams {
  const watched = new Set<Watched>();
  let rounds: NodeJS.Timeout | undefined;

  function lookAfterAll(): void {
    const now = performance.now();
    for (const stream of watched) {
      if (now - stream.openedAt >= longestMs) stream.onOverdue();
      if (stream.fullSince !== undefined) {
        if (now - stream.fullSince >= patienceMs) stream.drop();
      } else if (now - stream.heardAt >= heartbeatMs - roundMs / 2) {
        stream.heardAt = now;
        if (!stream.write(': still here\n\n')) stream.fullSince = now;
      }
    }
  }

  function watch(stream: Watched): void {
    watched.add(stream);
    rounds ??= setInterval(lookAfterAll, roundMs).unref();
  }

  function unwatch(stream: Watched): void {
    watched.delete(stream);
    if (watched.size > 0) return;
    clearInterval(rounds);
    rounds = undefined;
  }

  return {
    open(outgoing, { onGone, onOverdue }) {
      const { socket } = outgoing;
      const openedAt = performance.now();
      let isGone = false;
      let goOn = () => {};
      const stream: Watched = {
        write: chunkWriter(outgoing),
        openedAt,
        onOverdue,
        heardAt: openedAt,
        fullSince: undefined,
        // Without waiting for the peer: it is what it does not take that is to be let go.
        drop: () => void socket?.resetAndDestroy(),
      };
      const gone = () => {
        if (isGone) return;
        isGone = true;
        socket?.off('end', halfClosed).off('drain', drained);
        unwatch(stream);
        onGone();
        goOn();
      };
      // Node would go on until all is written, and who has closed its half may never read that.
      const halfClosed = () => {
        gone();
        outgoing.destroy();
      };
      socket?.once('end', halfClosed);
      const drained = () => {
        stream.fullSince = undefined;
        goOn();
      };
      socket?.on('drain', drained);
      outgoing.once('close', gone).on('error', gone).on('drain', drained);
      watch(stream);
      if (outgoing.destroyed) gone();

      return {
        isGone: () => isGone,
        write(text) {
          stream.heardAt = performance.now();
          if (isGone || stream.write(text)) return undefined;
          stream.fullSince = stream.heardAt;
          return new Promise((resolve) => {
            goOn = resolve;
          });
        },
        end(text) {
          stream.fullSince = performance.now();
          outgoing.end(text);
        },
        drop: stream.drop,
      };
    },
  };
}
