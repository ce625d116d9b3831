import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { BROWSER_APPS, buildBrowserApps, ROOT } from './browser-apps.ts';
import { ensurePatches } from './driver-patch.ts';
import type { Terminal } from './terminal.ts';
import { untilStopped } from './until-stopped.ts';
import { watchFolders } from './watch-folders.ts';
import { reachServer } from './with-database.ts';

const WATCHED = ['server', 'shared', 'migrations', 'demo'];
const STOP_LIMIT_MS = 2_500;

/** The database stays, the server starts again on every change, and Vite builds what browsers load. */
export async function devCommand(args: string[], terminal: Terminal): Promise<number> {
  parseArgs({ args });
  const config = readConfig(terminal.env);
  await ensurePatches();
  await buildBrowserApps(terminal.out);
  const database = await reachServer(config);
  const env = { ...terminal.env, DATABASE_URL: database.url };
  const server = restartable(() => startServer(env));
  const unwatch = watchFolders(
    WATCHED.map((folder) => path.join(ROOT, folder)),
    (file) => {
      terminal.out(`${path.relative(ROOT, file)} changed; starting again.`);
      server.restart();
    },
  );
  const builders = await watchBrowserApps();
  const stop = async () => {
    unwatch();
    await Promise.all([server.stop(), ...builders.map((builder) => builder.close())]);
    await database[Symbol.asyncDispose]();
  };
  return await untilStopped(stop, { drainMs: 0 });
}

function startServer(env: Terminal['env']): ChildProcess {
  const entry = path.join(import.meta.dirname, 'aisle.mjs');
  // The channel closes when we are killed, and the server ends with it.
  const stdio: StdioOptions = ['inherit', 'inherit', 'inherit', 'ipc'];
  return spawn(process.execPath, [entry, 'start'], { stdio, env });
}

/** One process at a time; changes that come while it is being replaced lead to one more start. */
function restartable(start: () => ChildProcess) {
  let current = start();
  let work: Promise<void> = Promise.resolve();
  let wanted = false;
  const end = async () => {
    if (current.exitCode !== null || current.signalCode !== null) return;
    const exited = once(current, 'exit');
    // As Ctrl-C does: whoever develops does not wait for answers to end.
    current.kill('SIGINT');
    const timer = setTimeout(() => current.kill('SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(timer);
  };
  return {
    restart() {
      if (wanted) return;
      wanted = true;
      work = work.then(async () => {
        wanted = false;
        await end();
        current = start();
      });
    },
    async stop() {
      await work;
      await end();
    },
  };
}

async function watchBrowserApps(): Promise<{ close(): Promise<void> }[]> {
  const vite = await import('vite');
  const builds = BROWSER_APPS.flatMap(({ configs }) => configs).map((config) =>
    vite.build({
      configFile: path.join(ROOT, config),
      logLevel: 'warn',
      build: { watch: {}, emptyOutDir: false },
    }),
  );
  const watchers = await Promise.all(builds);
  return watchers.filter((watcher) => 'close' in watcher);
}
