import type { ModelConnections } from '../server/model/connect-models.ts';

/** As an installation has them, so that clocks, breaker and line cost what they cost there. */
export const LIMITS = {
  connectMs: 10_000,
  firstByteMs: 60_000,
  firstContentMs: 60_000,
  idleMs: 30_000,
  totalMs: 120_000,
  tries: 3,
};

/** Everything around the wire, with ports that answer at once: a database is not what is measured. */
export const CONNECTIONS: ModelConnections = {
  limits: LIMITS,
  care: { breakerFailures: 5, breakerOpenMs: 60_000, queueLength: 100, queueMs: 30_000 },
  rate: {
    configure: async () => {},
    take: async () => ({ waitMs: 0, paceMs: 0 }),
    correct: async () => {},
    learn: async () => {},
  },
  billing: {
    prices: {
      priceOf: async () => ({
        inputMicros: 250_000,
        outputMicros: 2_000_000,
        cachedInputMicros: undefined,
      }),
    },
    budget: { reserve: async () => ({ state: 'reserved' }), settle: async () => {} },
    ledger: { begin() {}, end() {} },
    clock: { now: () => new Date() },
    onError: (error) => console.error(error),
  },
  log: { warn: (...what: unknown[]) => console.error(...what) },
};
