import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../server/errors.ts';
import { indexCatalogPictures } from '../../../server/images/index-catalog-pictures.ts';
import { folderPictures } from '../../../server/images/picture-source.ts';
import { drawing } from './drawings.ts';
import { openMatching } from './matching.ts';

describe('indexing a catalog’s pictures', () => {
  it('describes what is new or changed and forgets what is gone', async () => {
    await using matching = openMatching();
    const [a, b] = [await drawing(1), await drawing(2)];
    const one = { productId: 'one', bytes: a };
    expect(await matching.show('shop', [one])).toEqual({
      described: 1,
      unchanged: 0,
      unreadable: 0,
    });
    expect(await matching.show('shop', [one, { productId: 'two', bytes: b }])).toEqual({
      described: 1,
      unchanged: 1,
      unreadable: 0,
    });
    await matching.show('shop', []);
    expect(await matching.signatures.summaries('shop')).toEqual([]);
  });

  it('passes over pictures that cannot be read', async () => {
    await using matching = openMatching();
    const shown = [
      { productId: 'broken', bytes: Buffer.from('<svg/>') },
      { productId: 'whole', bytes: await drawing(1) },
    ];
    expect(await matching.show('shop', shown)).toEqual({
      described: 1,
      unchanged: 0,
      unreadable: 1,
    });
    const elsewhere = { ...matching, source: async () => undefined };
    const signal = new AbortController().signal;
    expect(await indexCatalogPictures(elsewhere, 'shop', signal)).toEqual({
      described: 0,
      unchanged: 0,
      unreadable: 2,
    });
  });

  it('stops when told', async () => {
    await using matching = openMatching();
    matching.signatures.setPictures('shop', [{ productId: 'one', url: '/one' }]);
    const stopped = indexCatalogPictures(matching, 'shop', AbortSignal.abort(new Error('stop')));
    await expect(stopped).rejects.toThrow('stop');
  });

  it('fails when the decoder is gone, so that nobody takes the index for complete', async () => {
    await using matching = openMatching();
    const gone = async () => {
      throw new AppError('shutting_down', 'gone');
    };
    matching.signatures.setPictures('shop', [{ productId: 'one', url: '/one' }]);
    const source = async () => Buffer.from('x');
    const deps = { ...matching, source, decoder: { ...matching.decoder, describe: gone } };
    const signal = new AbortController().signal;
    await expect(indexCatalogPictures(deps, 'shop', signal)).rejects.toMatchObject({
      code: 'shutting_down',
    });
  });
});

describe('pictures that this installation serves', () => {
  it('are read from their folder and from nowhere else', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'aisle-pictures-'));
    await writeFile(path.join(folder, 'tent.webp'), 'tent');
    const source = folderPictures(folder, '/demo/media/');
    expect(await source('/demo/media/tent.webp')).toEqual(Buffer.from('tent'));
    for (const url of [
      '/demo/media/none.webp',
      '/demo/media/../../etc/passwd',
      '/demo/media//etc/passwd',
      '/demo/media/',
      '/other/tent.webp',
      'https://elsewhere.example/demo/media/tent.webp',
    ]) {
      expect(await source(url)).toBeUndefined();
    }
    await rm(folder, { recursive: true });
  });
});
