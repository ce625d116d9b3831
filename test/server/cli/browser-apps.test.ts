import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIfChanged } from '../../../server/cli/browser-apps.ts';

const APP = { name: 'widget', sources: ['widget', 'lock.json'], configs: ['one.ts', 'two.ts'] };

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aisle-build-'));
  await mkdir(path.join(root, 'widget/app'), { recursive: true });
  await write('widget/app/panel.tsx', 'panel');
  await write('lock.json', '{}');
});
afterEach(() => rm(root, { recursive: true, force: true }));

function write(file: string, text: string): Promise<void> {
  return writeFile(path.join(root, file), text);
}

/** Builds when needed; resolves to the configs that were built with. */
async function build(result: (config: string) => boolean = () => true): Promise<string[]> {
  const built: string[] = [];
  await buildIfChanged(APP, {
    root,
    out: () => {},
    build: async (config) => {
      built.push(path.basename(config));
      return result(config);
    },
  });
  return built;
}

test('builds once, and again only when a source changed, came or went', async () => {
  expect(await build()).toEqual(['one.ts', 'two.ts']);
  expect(await build()).toEqual([]);
  await write('widget/app/panel.tsx', 'other');
  expect(await build()).toHaveLength(2);
  await write('widget/label.ts', '');
  expect(await build()).toHaveLength(2);
  await rm(path.join(root, 'widget/label.ts'));
  expect(await build()).toHaveLength(2);
  await write('lock.json', '{"a":1}');
  expect(await build()).toHaveLength(2);
  expect(await build()).toEqual([]);
});

test('a build that failed is tried again', async () => {
  const fail = () => {
    throw new Error('a mistake in the code');
  };
  await expect(build(fail)).rejects.toThrow('a mistake in the code');
  expect(await build()).toHaveLength(2);
});

test('serves what was built elsewhere without the means to build, and builds once they are there', async () => {
  await mkdir(path.join(root, 'dist/widget'), { recursive: true });
  await write('dist/widget/loader.js', '');
  expect(await build(() => false)).toEqual(['one.ts']);
  expect(await build()).toHaveLength(2);
});

test('says what to do when there is nothing to build with and nothing built', async () => {
  await expect(build(() => false)).rejects.toThrow('with development dependencies');
});
