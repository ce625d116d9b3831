/** A terminal tells the whole group of a Ctrl-C and npm may pass it on once more: that is one, not two. */
const SAME_PRESS_MS = 300;

/** How long whatever runs may take to end in good order. */
const STOP_LIMIT_MS = 1_800;

/** How long a connection that somebody forgot may keep the process after that. */
const CONNECTIONS_LIMIT_MS = 100;

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
  // Either way what still runs then is cut off; the watchdog of the embedded Postgres ends that.
  const limit = setTimeout(() => process.exit(1), STOP_LIMIT_MS);
  await stop();
  clearTimeout(limit);
  setTimeout(() => process.exit(), CONNECTIONS_LIMIT_MS).unref();
  return 0;
}
