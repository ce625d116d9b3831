import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { type Aisle, startAisle } from '../../server/main.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';

/** A whole Aisle, as `npm start` runs it, on a database and a port of its own. */
export interface Installation extends AsyncDisposable {
  url: string;
  aisle: Aisle;
  database: TestDatabase;
  /** Every line that was logged. */
  logged: string[];
}

export const ADMIN = { email: 'owner@shop.example', password: 'correct horse battery' };

/**
 * Without a model in `env` it is the demo model that answers, and the demo stores are seeded. With the database of
 * another one it is one more process of that.
 */
export async function startInstallation(
  env: Record<string, string> = {},
  { database: shared }: { database?: TestDatabase } = {},
): Promise<Installation> {
  const database = shared ?? (await testDatabase());
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aisle-test-'));
  const port = await freePort();
  const logged: string[] = [];
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    // A scripted model expects the questions of the test and no others.
    MODEL_CHECK_AT_START: 'false',
    // Half a minute of work for pictures that few tests compare with anything.
    PICTURE_INDEX: 'false',
    ...env,
  });
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const aisle = await startAisle(config, { log });
  return {
    url: config.publicUrl,
    aisle,
    database,
    logged,
    async [Symbol.asyncDispose]() {
      await aisle.stop();
      if (!shared) await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
