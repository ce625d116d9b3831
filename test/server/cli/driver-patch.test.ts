import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../../server/cli/browser-apps.ts';
import { ensurePatches } from '../../../server/cli/driver-patch.ts';

const PATCH = `diff --git a/node_modules/driver/index.js b/node_modules/driver/index.js
index 0000001..0000002 100644
--- a/node_modules/driver/index.js
+++ b/node_modules/driver/index.js
@@ -1,3 +1,4 @@
 first
 second
+kept
 third
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aisle-patches-'));
  await mkdir(path.join(root, 'node_modules/driver'), { recursive: true });
  await mkdir(path.join(root, 'patches'));
  await cp(path.join(ROOT, 'package-lock.json'), path.join(root, 'package-lock.json'));
  await write('package.json', '{"dependencies":{"driver":"1.0.0"}}');
  await write('node_modules/driver/package.json', '{"name":"driver","version":"1.0.0"}');
  await write('patches/driver+1.0.0.patch', PATCH);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(path.join(root, name), text);
const driver = () => readFile(path.join(root, 'node_modules/driver/index.js'), 'utf8');

test('a driver that nobody patched is patched, once', async () => {
  await write('node_modules/driver/index.js', 'first\nsecond\nthird\n');
  await ensurePatches(root);
  await ensurePatches(root);
  expect(await driver()).toBe('first\nsecond\nkept\nthird\n');
});

test('a driver is known to be patched whatever line ends git gave the patch', async () => {
  await write('patches/driver+1.0.0.patch', PATCH.replaceAll('\n', '\r\n'));
  await write('node_modules/driver/index.js', 'first\nsecond\nkept\nthird\n');
  await ensurePatches(root);
  await write('node_modules/driver/index.js', 'first\nan older second\nthird\n');
  await expect(ensurePatches(root)).rejects.toThrow(/could not be patched/);
});

test('a driver with an older patch is nothing to start with, and it is said what to do', async () => {
  await write('node_modules/driver/index.js', 'first\nan older second\nthird\n');
  await expect(ensurePatches(root)).rejects.toThrow(/remove node_modules in .* and run/);
});
