import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incomingFiles } from '../../../../server/images/intake/incoming-files.ts';
import { plainJpeg } from '../matching/pictures.ts';
import { inPieces } from './intake.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aisle-incoming-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('an upload on its way in', () => {
  it('is put off, and the reason told, when the disk does not take it', async () => {
    const noFolder = path.join(folder, 'file');
    await writeFile(noFolder, '');
    const heard: (string | undefined)[] = [];
    const incoming = incomingFiles(noFolder, { onFailure: ({ code }) => heard.push(code) });
    const upload = incoming.receive(inPieces(await plainJpeg()));
    await expect(upload).rejects.toMatchObject({
      code: 'overloaded',
      details: { retryAfter: 5 },
    });
    expect(heard).toEqual(['ENOTDIR']);
  });

  it('lies in a file that only we may read and that goes when it is disposed of', async () => {
    const incoming = incomingFiles(folder);
    {
      await using file = await incoming.receive(inPieces(await plainJpeg()));
      const { mode } = await stat(file.path);
      expect(mode & 0o777).toBe(0o600);
    }
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
  });

  it('is given up when it stalls', async () => {
    const incoming = incomingFiles(folder, {
      limits: { stallMs: 30, totalMs: 1_000, bytesPerSecond: 1 },
    });
    const jpeg = await plainJpeg();
    async function* stalling() {
      yield jpeg.subarray(0, 100);
      await new Promise(() => {});
    }
    await expect(incoming.receive(stalling())).rejects.toMatchObject({ code: 'request_timeout' });
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
  });

  it('is given up when it drips for ever', async () => {
    const incoming = incomingFiles(folder, {
      limits: { stallMs: 1_000, totalMs: 60, bytesPerSecond: 1 },
    });
    const jpeg = await plainJpeg();
    async function* dripping() {
      yield jpeg;
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield new Uint8Array(1);
      }
    }
    await expect(incoming.receive(dripping())).rejects.toMatchObject({ code: 'request_timeout' });
  });

  it('is given up when it comes too slowly, long before it had all the time it may take', async () => {
    const incoming = incomingFiles(folder, {
      limits: { stallMs: 50, totalMs: 60_000, bytesPerSecond: 100_000 },
    });
    const [head] = await Array.fromAsync(inPieces(await plainJpeg(), 100));
    let pieces = 0;
    async function* dripping() {
      yield head!;
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        pieces += 1;
        yield new Uint8Array(1);
      }
    }
    await expect(incoming.receive(dripping())).rejects.toMatchObject({ code: 'request_timeout' });
    expect(pieces).toBeLessThan(60);
  });

  it('may take its time as long as it keeps the pace', async () => {
    const incoming = incomingFiles(folder, {
      limits: { stallMs: 400, totalMs: 60_000, bytesPerSecond: 100 },
    });
    const jpeg = await plainJpeg();
    async function* steady() {
      for (const piece of await Array.fromAsync(inPieces(jpeg, Math.ceil(jpeg.length / 20)))) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        yield piece;
      }
    }
    await using file = await incoming.receive(steady());
    expect((await stat(file.path)).size).toBe(jpeg.length);
  });

  it('leaves nothing after a hundred uploads that were aborted half way', async () => {
    const incoming = incomingFiles(folder);
    const jpeg = await plainJpeg(400, 300);
    for (let round = 0; round < 100; round += 1) {
      const abort = new AbortController();
      async function* half() {
        yield jpeg.subarray(0, jpeg.length / 2);
        abort.abort(new Error('gone'));
        await new Promise(() => {});
      }
      await expect(incoming.receive(half(), abort.signal)).rejects.toThrow('gone');
    }
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([]);
  });

  it('is swept when a killed process left it, but not while another process may use it', async () => {
    const incoming = incomingFiles(folder);
    await incoming.sweep();
    await using fresh = await incoming.receive(inPieces(await plainJpeg()));
    const old = path.join(folder, 'incoming', 'old');
    await writeFile(old, 'x');
    const anHourAgo = Date.now() / 1000 - 3_600;
    await utimes(old, anHourAgo, anHourAgo);
    await incoming.sweep();
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([path.basename(fresh.path)]);
  });

  it('is refused at its first bytes when it is HEIC and that cannot be read, with what to do', async () => {
    const incoming = incomingFiles(folder, { heic: false });
    const heic = await readFile('test/fixtures/heic/plain.heic');
    let asked = 0;
    async function* endless() {
      yield heic;
      for (;;) {
        asked += 1;
        yield new Uint8Array(65_536);
      }
    }
    const refused = incoming.receive(endless());
    await expect(refused).rejects.toMatchObject({ code: 'unsupported_image' });
    await expect(refused).rejects.toThrow('Send it as JPEG');
    expect(asked).toBeLessThan(2);
    await using _ = await incomingFiles(folder, { heic: true }).receive(inPieces(heic));
  });
});
