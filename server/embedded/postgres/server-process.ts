import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Cluster, folderFor } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type Binaries, program } from './find-binaries.ts';
import { readPostmasterFile, sameRun } from './postmaster-file.ts';
import { identity, postgresEnvironment } from './run-program.ts';
import type { SystemUser } from './system-user.ts';

export interface ServerProcess {
  /** Settles when Postgres is gone, wanted or not. */
  exited: Promise<void>;
  /** Ends it within seconds; committed data is safe however it ends. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  cluster: Cluster;
  binaries: Binaries;
  user: SystemUser | undefined;
  settings: Record<string, string>;
  log: (line: string) => void;
}

/** Crash recovery comes before "ready", and may have a lot to do. */
const READY_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 5_000;
const LINES_REMEMBERED = 8;

/**
 * Runs a program and stops it when our end of its standard input closes, which the system does for us however we die:
 * first politely (SIGINT: no new work, write all down), after a second at once (SIGQUIT).
 */
const WATCHDOG = `
exec 3<&0 </dev/null
"$@" 3<&- & server=$!
(read -r _ <&3; kill -INT $server; sleep 1; kill -QUIT $server) 2>/dev/null & guard=$!
exec 3<&-
wait $server; result=$?
kill $guard 2>/dev/null
exit $result`;

/** Starts Postgres and waits until it takes queries. Throws EmbeddedPostgresError with its last words when it does not. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const { cluster, user, log } = options;
  const before = await readPostmasterFile(cluster.folder);
  const isReady = async () => {
    const now = await readPostmasterFile(cluster.folder);
    // A killed server leaves its file, and there it is ready for ever.
    return now?.ready === true && !sameRun(before, now);
  };
  const child = spawnWatched(options);
  // It may be gone when we tell it to go.
  child.stdin!.on('error', () => {});
  const lastWords: string[] = [];
  // What it says of its start and of its end is of interest only when it does not succeed.
  let running = false;
  createInterface({ input: child.stderr! }).on('line', (line) => {
    lastWords.push(line);
    if (lastWords.length > LINES_REMEMBERED) lastWords.shift();
    if (running) log(line);
  });
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      lastWords.push(error.message);
      gone = true;
      resolve();
    });
    child.once('exit', () => {
      gone = true;
      resolve();
    });
  });
  const stop = async () => {
    running = false;
    child.ref();
    child.stdin!.end();
    await Promise.race([exited, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    if (!gone) child.kill('SIGKILL');
  };
  const deadline = Date.now() + READY_LIMIT_MS;
  while (!(await isReady())) {
    if (gone || Date.now() > deadline) {
      await stop();
      throw new EmbeddedPostgresError(
        `Postgres did not start${user ? ` as user ${user.name}` : ''}: ${lastWords.join(' ')}`,
      );
    }
    await sleep(20);
  }
  running = true;
  doNotKeepAlive(child);
  return { exited, stop };
}

function spawnWatched({ cluster, binaries, user, settings }: ServerOptions): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = program(binaries, 'postgres');
  const command = [server, '-D', folderFor(cluster.folder, user), ...flags];
  const [file, args]: [string, string[]] =
    process.platform === 'win32'
      ? [process.execPath, [WINDOWS_WATCHDOG, program(binaries, 'pg_ctl'), ...command]]
      : ['/bin/sh', ['-c', WATCHDOG, 'sh', ...command]];
  return spawn(file, args, {
    ...identity(user),
    cwd: cluster.folder,
    // The shell stands between us: told of us, Postgres never takes our pid for another server's (miscinit.c).
    env: { ...postgresEnvironment(), PG_GRANDPARENT_PID: String(process.pid) },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A session of its own: Ctrl-C reaches us first, and we stop it in good order.
    detached: true,
    windowsHide: true,
  });
}

const WINDOWS_WATCHDOG = fileURLToPath(new URL('windows-watchdog.mjs', import.meta.url));

/** A program that forgets to stop us may still end; the watchdog does the rest. */
function doNotKeepAlive(child: ChildProcess): void {
  child.unref();
  (child.stdin as Socket).unref();
  (child.stderr as Socket).unref();
}
