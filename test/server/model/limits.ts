import type { ModelTimeLimits } from '../../../server/model/wire/call-deadlines.ts';

/** Long enough for a slow machine, short enough that a hanging test tells which wait it was. */
export const shortLimits: ModelTimeLimits = {
  connectMs: 2_000,
  firstByteMs: 3_000,
  firstContentMs: 4_000,
  idleMs: 5_000,
  totalMs: 6_000,
};
