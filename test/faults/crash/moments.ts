/** When a server may be killed: at any time, or right after something happened. */
export const MOMENTS = [
  'any',
  'asked',
  'acknowledged',
  'model asked',
  'tool called',
  'model answered',
  'answer ended',
] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Moments {
  announce(moment: Moment, server?: number): void;
  /** Resolves when the next one comes, of this server where that is known; after a second at the latest. */
  next(moment: Moment, of: { server: number }): Promise<void>;
}

const LONGEST_WAIT_MS = 1_000;

export function announceMoments(): Moments {
  let waiting: { moment: Moment; server: number; resolve(): void } | undefined;
  return {
    announce(moment, server) {
      if (waiting?.moment !== moment) return;
      if (server === undefined || server === waiting.server) waiting.resolve();
    },
    next(moment, { server }) {
      return new Promise((done) => {
        const timer = setTimeout(resolve, LONGEST_WAIT_MS);
        function resolve(): void {
          clearTimeout(timer);
          waiting = undefined;
          done();
        }
        waiting = { moment, server, resolve };
      });
    },
  };
}
