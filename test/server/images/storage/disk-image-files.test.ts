import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskImageFiles } from '../../../../server/images/storage/disk-image-files.ts';
import { newId } from '../../../../server/shop/new-id.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function filesLeft(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

describe('photos in a folder', () => {
  it('lie whole in files that only we may read, and come back', async () => {
    const files = diskImageFiles(folder);
    const id = newId();
    await files.write(id, Buffer.from('photo'));
    expect(await filesLeft()).toEqual([path.join('images', id.slice(-2), id)]);
    const { mode } = await stat(path.join(folder, 'images', id.slice(-2), id));
    expect(mode & 0o777).toBe(0o600);
    expect(await files.read(id)).toEqual(Buffer.from('photo'));
  });

  it('are gone when removed, also twice', async () => {
    const files = diskImageFiles(folder);
    const id = newId();
    await files.write(id, Buffer.from('photo'));
    await files.remove(id);
    await files.remove(id);
    expect(await files.read(id)).toBeUndefined();
    expect(await filesLeft()).toEqual([]);
  });

  it('leave nothing when they cannot be written', async () => {
    const files = diskImageFiles(folder);
    await expect(files.write(newId(), Symbol('broken') as unknown as Buffer)).rejects.toThrow();
    expect(await filesLeft()).toEqual([]);
  });

  it('are put off, and the reason told, when the disk does not take or give them', async () => {
    const noFolder = path.join(folder, 'file');
    await writeFile(noFolder, '');
    const heard: (string | undefined)[] = [];
    const files = diskImageFiles(noFolder, { onFailure: ({ code }) => heard.push(code) });
    const refusal = { code: 'overloaded', details: { retryAfter: 5 } };
    await expect(files.write(newId(), Buffer.from('photo'))).rejects.toMatchObject(refusal);
    await expect(files.read(newId())).rejects.toMatchObject(refusal);
    expect(heard).toEqual(['ENOTDIR', 'ENOTDIR']);
  });

  it.each(['../../etc/passwd', '/etc/passwd', '', 'CON', 'a\u0000b', '.htaccess'])(
    'are never named %j',
    async (id) => {
      const files = diskImageFiles(folder);
      await expect(files.write(id, Buffer.from('x'))).rejects.toThrow(TypeError);
      await expect(files.read(id)).rejects.toThrow(TypeError);
      await expect(files.remove(id)).rejects.toThrow(TypeError);
      expect(await filesLeft()).toEqual([]);
    },
  );
});
