/** A terminal tells the whole group of a Ctrl-C and npm may pass it on once more: that is one, not two. */
const SAME_PRESS_MS = 300;

/** How long whatever runs may take to end in good order: a person at a terminal waits for it. */
const STOP_LIMIT_MS = 1_800;

/**
 * The same after SIGTERM, beside the time that running turns are given: with the 25 s of those it is within the 30 s
 * after which a deploy kills. A slow database needs it to write down whose turns these were.
 */
const DEPLOY_STOP_LIMIT_MS = 4_000;

/** How long a connection that somebody forgot may keep the process after that. */
const CONNECTIONS_LIMIT_MS = 100;

/**
 * Waits for Ctrl-C or SIGTERM, then for `stop`: two seconds at most for a person at a terminal, and with SIGTERM, which
 * a deploy sends, four and the `drainMs` that running turns have to end. Resolves to the exit code, which is 0. When the
 * time is over, as it is with a database that hangs, the process ends with 1; at a second signal at once with 130.
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
  const isDeploy = (await asked.promise) === 'SIGTERM';
  const patience = isDeploy ? drainMs : 0;
  const limitMs = patience + (isDeploy ? DEPLOY_STOP_LIMIT_MS : STOP_LIMIT_MS);
  // Either way what still runs then is cut off; the watchdog of the embedded Postgres ends that.
  const limit = setTimeout(() => process.exit(1), limitMs);
  await stop({ drainMs: patience });
  clearTimeout(limit);
  setTimeout(() => process.exit(), CONNECTIONS_LIMIT_MS).unref();
  return 0;
}
