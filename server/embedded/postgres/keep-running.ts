import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { stopLeftoverServer } from './leftover-server.ts';
import { type ServerOptions, type ServerProcess, startServerProcess } from './server-process.ts';

/** Waits before each new try when the server died; the last one repeats. */
const RESTART_DELAYS_MS = [100, 500, 2_000, 10_000];

/** How long processes of a killed server may take to notice. */
const LEFTOVER_LIMIT_MS = 10_000;

/** Starts a server and, whenever it ends by itself, starts it again. Resolves, once it is ready, to what stops it. */
export async function keepRunning(options: ServerOptions): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let current = await startAfterLeftovers(options);
  const supervised = supervise();

  async function supervise(): Promise<void> {
    await current.exited;
    for (let tries = 0; !stopping.signal.aborted; tries += 1) {
      await pause(RESTART_DELAYS_MS[Math.min(tries, RESTART_DELAYS_MS.length - 1)]!);
      if (stopping.signal.aborted) return;
      options.log('The embedded Postgres ended by itself; starting it again.');
      try {
        current = await startAfterLeftovers(options);
        tries = -1;
        if (stopping.signal.aborted) await current.stop();
        await current.exited;
      } catch (error) {
        options.log(String(error));
      }
    }
  }

  async function pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
  }

  return async () => {
    stopping.abort();
    await current.stop();
    await supervised;
  };
}

/** Postgres refuses to start while a process of a killed one still holds the shared memory; that passes. */
async function startAfterLeftovers(options: ServerOptions): Promise<ServerProcess> {
  const deadline = Date.now() + LEFTOVER_LIMIT_MS;
  for (;;) {
    await stopLeftoverServer(options.cluster.folder);
    try {
      return await startServerProcess(options);
    } catch (error) {
      const passes =
        error instanceof EmbeddedPostgresError && error.message.includes('shared memory block');
      if (!passes || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}
