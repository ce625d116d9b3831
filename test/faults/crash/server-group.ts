import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../support/installation.ts';
import { type LoadedServer, loadServer, type ServerProcess } from './server-process.ts';

/** Some servers on one database, each at an address of its own; who is killed comes back there. */
export interface ServerGroup extends AsyncDisposable {
  urls: string[];
  /** Kills one and starts another in its place, without waiting for that. */
  kill(index: number): Promise<void>;
  /** When one was killed, came up or was frozen last, by `performance.now()`. */
  calmSince(): number;
  /** Resolves when this one listens. */
  listens(index: number): Promise<void>;
  /** Resolves when all listen. */
  up(): Promise<void>;
  /** Stops one for so long, as a machine that is out of memory or put to sleep would. */
  freeze(index: number, ms: number): Promise<void>;
  /** What those said last that ended though nobody had killed them. */
  deaths: string[];
  /** Lines that servers logged as errors. */
  errors: string[];
}

export interface GroupOptions {
  count: number;
  /** Given to each, beside its address. */
  env: Record<string, string>;
}

/** Loaded ahead, so that the next one starts as soon as one is killed. */
const LOADED_AHEAD = 2;
const LAST_WORDS = 20;

const SETTINGS = {
  MODEL_NAME: 'slow',
  MODEL_CHECK_AT_START: 'false',
  PICTURE_INDEX: 'false',
  MODEL_BREAKER_FAILURES: '1000',
  // So that shoppers can come from many addresses.
  TRUSTED_PROXIES: '127.0.0.0/8',
  // Shoppers who come back ten times a second to a server that was killed are no flood here.
  LIMIT_VISITOR_MESSAGES_PER_MINUTE: '100000',
  LIMIT_ADDRESS_MESSAGES_PER_MINUTE: '100000',
};

export async function startServers({ count, env }: GroupOptions): Promise<ServerGroup> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-crash-'));
  const deaths: string[] = [];
  const errors: string[] = [];
  const loaded: Promise<LoadedServer>[] = [];
  const running: Promise<ServerProcess>[] = [];
  const urls: string[] = [];
  let changedAt = performance.now();
  let frozen = false;

  function load(): Promise<LoadedServer> {
    const server = loadServer((line) => errors.push(line));
    // Whoever starts it hears of it.
    server.catch(() => {});
    return server;
  }

  async function start(index: number): Promise<ServerProcess> {
    const next = loaded.shift() ?? load();
    while (loaded.length < LOADED_AHEAD) loaded.push(load());
    const server = await (await next).start({
      ...SETTINGS,
      ...env,
      PORT: new URL(urls[index]!).port,
      PUBLIC_URL: urls[index]!,
      DATA_DIR: path.join(dataDir, String(index)),
    });
    changedAt = performance.now();
    return server;
  }

  async function bury(server: ServerProcess): Promise<void> {
    if (server.hasExited()) deaths.push(errors.slice(-LAST_WORDS).join('\n'));
    await server.kill();
  }

  const group: ServerGroup = {
    urls,
    deaths,
    errors,
    async kill(index) {
      await bury(await running[index]!);
      changedAt = performance.now();
      running[index] = start(index);
      // Whoever waits for it hears of it.
      running[index].catch(() => {});
    },
    calmSince: () => (frozen ? performance.now() : changedAt),
    async freeze(index, ms) {
      const server = await running[index]!;
      frozen = true;
      await server.freeze(ms);
      frozen = false;
      changedAt = performance.now();
    },
    async listens(index) {
      await running[index];
    },
    async up() {
      await Promise.all(running);
    },
    async [Symbol.asyncDispose]() {
      for (const server of await Promise.allSettled(running)) {
        if (server.status === 'fulfilled') await bury(server.value);
      }
      for (const server of await Promise.allSettled(loaded)) {
        if (server.status === 'fulfilled') await server.value.kill();
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  for (let index = 0; index < count; index += 1) {
    urls.push(`http://127.0.0.1:${await freePort()}`);
    running.push(start(index));
  }
  await Promise.all(running);
  return group;
}
