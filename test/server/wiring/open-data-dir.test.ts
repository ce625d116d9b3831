import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../server/config.ts';
import { startAisle } from '../../../server/main.ts';

test('a server with a database of its own does not start where photos cannot be written', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aisle-data-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  const config = readConfig({ DATA_DIR: file, DATABASE_URL: 'postgres://localhost:1/nothing' });
  const started = startAisle(config, { log: pino({ level: 'silent' }) });
  await expect(started).rejects.toThrow(ConfigError);
  await expect(started).rejects.toThrow('DATA_DIR must be a folder that Aisle may write to');
});
