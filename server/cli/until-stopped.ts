/** A terminal tells the whole group of a Ctrl-C and npm may pass it on once more: that is one, not two. */
const SAME_PRESS_MS = 300;

/** How long whatever runs may take to end in good order, beside the time that running turns are given. */
const STOP_LIMIT_MS = 1_800;

/** How long a connection that somebody forgot may keep the process after that. */
const CONNECTIONS_LIMIT_MS = 100;

/**
 * Waits for Ctrl-C or SIGTERM, then for `stop`: two seconds at most for a person at a terminal, and with SIGTERM, which
 * a deploy sends, the `drainMs` more that running turns have to end. A second signal ends the process at once.
 * Resolves to the exit code.
 */
export async function untilStopped(
  stop: (options: { drainMs: number }) => Promise<void>,
  { drainMs }: { drainMs: number },
): Promise<number> {
  const asked = Promise.withResolvers<NodeJS.Signals>();
  let askedAt = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (askedAt === 0) askedAt = Date.now();
    else if (Date.now() - askedAt > SAME_PRESS_MS) process.exit(130);
    asked.resolve(signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
  const patience = (await asked.promise) === 'SIGTERM' ? drainMs : 0;
  // Either way what still runs then is cut off; the watchdog of the embedded Postgres ends that.
  const limit = setTimeout(() => process.exit(1), patience + STOP_LIMIT_MS);
  await stop({ drainMs: patience });
  clearTimeout(limit);
  setTimeout(() => process.exit(), CONNECTIONS_LIMIT_MS).unref();
  return 0;
}
