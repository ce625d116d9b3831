import { setTimeout as sleep } from 'node:timers/promises';

/** A terminal tells the whole group of a Ctrl-C and npm may pass it on once more: that is one, not two. */
const SAME_PRESS_MS = 300;

/** How long whatever runs may take to end in good order. */
const STOP_LIMIT_MS = 1_800;

/**
 * Waits for Ctrl-C (or SIGTERM), then for `stop`, but no longer than two seconds in all; a second Ctrl-C ends the
 * process at once. Resolves to the exit code.
 */
export async function untilStopped(stop: () => Promise<void>): Promise<number> {
  const asked = Promise.withResolvers<void>();
  let askedAt = 0;
  const onSignal = () => {
    if (askedAt === 0) askedAt = Date.now();
    else if (Date.now() - askedAt > SAME_PRESS_MS) process.exit(130);
    asked.resolve();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  await asked.promise;
  const inTime = await Promise.race([stop().then(() => true), sleep(STOP_LIMIT_MS, false)]);
  // What still runs now is cut off; the watchdog of the embedded Postgres ends that.
  if (!inTime) process.exit(1);
  return 0;
}
