import type { Clock } from '../shop/clock.ts';
import type { Job } from './rounds.ts';

const HOUR_MS = 60 * 60_000;
/** As long a request of a machine may come again and get its first answer. */
const REMEMBERED_MS = 24 * HOUR_MS;

export interface ForgetDeps {
  forget(before: Date): Promise<void>;
  clock: Clock;
}

/** Forgets requests of machines that nobody repeats any more. */
export function forgetMachineRequests({ forget, clock }: ForgetDeps): Job {
  return {
    name: 'forget requests of machines',
    intervalMs: HOUR_MS,
    run: () => forget(new Date(clock.now().getTime() - REMEMBERED_MS)),
  };
}
