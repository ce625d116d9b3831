import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../server/errors.ts';
import { SPACE } from '../../../../server/images/look-alike/signature.ts';
import { indexCatalogPictures } from '../../../../server/images/matching/index-catalog-pictures.ts';
import type { PictureSignatures } from '../../../../server/images/matching/picture-signatures.ts';
import { folderPictures } from '../../../../server/images/matching/picture-source.ts';
import type {
  PictureTrait,
  TraitKind,
} from '../../../../server/images/recognition/picture-traits.ts';
import { RecogniserError } from '../../../../server/images/recognition/recogniser.ts';
import { fakePictureSignatures } from '../../../fakes/fake-picture-signatures.ts';
import { drawing } from '../decoder/drawings.ts';
import { openMatching } from './matching.ts';

describe('indexing a catalog’s pictures', () => {
  it('describes what is new or changed and forgets what is gone', async () => {
    await using matching = openMatching({ kinds: ['look'] });
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
    expect(await Array.fromAsync(matching.signatures.values('shop', SPACE))).toEqual([]);
  });

  it('passes over pictures that cannot be read', async () => {
    await using matching = openMatching({ kinds: ['look'] });
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
    await using matching = openMatching({ kinds: ['look'] });
    matching.signatures.setPictures('shop', [{ productId: 'one', url: '/one' }]);
    const stopped = indexCatalogPictures(matching, 'shop', AbortSignal.abort(new Error('stop')));
    await expect(stopped).rejects.toThrow('stop');
  });

  it('fails when the decoder is gone, so that nobody takes the index for complete', async () => {
    const signatures = fakePictureSignatures();
    signatures.setPictures('shop', [{ productId: 'one', url: '/one' }]);
    const gone = async () => Promise.reject(new AppError('shutting_down', 'gone'));
    const round = indexing(signatures, [{ ...seeing('shape:new'), describe: gone }]);
    await expect(round).rejects.toMatchObject({ code: 'shutting_down' });
    expect(await signatures.completeSpaces('shop')).toEqual([]);
  });

  it('goes on without a way of looking whose package is missing', async () => {
    const signatures = fakePictureSignatures();
    signatures.setPictures('shop', [{ productId: 'one', url: '/one' }]);
    const missing = async () => Promise.reject(new RecogniserError('missing'));
    const traits = [{ ...seeing('shape:new'), describe: missing }, seeing('colour:new')];
    expect(await indexing(signatures, traits)).toMatchObject({ described: 1 });
    expect(await signatures.completeSpaces('shop')).toEqual(['colour:new']);
  });

  it('keeps what an older way saw until all is seen in the new one', async () => {
    const signatures = fakePictureSignatures();
    signatures.setPictures('shop', [
      { productId: 'one', url: '/one' },
      { productId: 'two', url: '/two' },
    ]);
    await indexing(signatures, [seeing('shape:old')]);
    let seen = 0;
    const halting: PictureTrait = {
      ...seeing('shape:new'),
      async describe() {
        seen += 1;
        if (seen === 2) throw new AppError('shutting_down', 'stopped half way');
        return { value: Buffer.from('new') };
      },
    };
    await expect(indexing(signatures, [halting, seeing('shape:old')])).rejects.toThrow('half way');
    expect(await signatures.completeSpaces('shop')).toEqual(['shape:old']);
    expect((await Array.fromAsync(signatures.values('shop', 'shape:old'))).flat()).toHaveLength(2);
    await indexing(signatures, [halting, seeing('shape:old')]);
    expect(seen).toBe(3);
    expect(await signatures.completeSpaces('shop')).toEqual(['shape:new']);
    expect(await Array.fromAsync(signatures.values('shop', 'shape:old'))).toEqual([]);
  });

  it('does not read again what never changes', async () => {
    const signatures = fakePictureSignatures();
    signatures.setPictures('shop', [{ productId: 'one', url: '/media/fixed.webp' }]);
    await indexing(signatures, [seeing('shape:new')]);
    const deps = { signatures, traits: [seeing('shape:new')], isFixed: () => true };
    const source = async () => Promise.reject(new Error('was read'));
    const { signal } = new AbortController();
    expect(await indexCatalogPictures({ ...deps, source }, 'shop', signal)).toMatchObject({
      unchanged: 1,
    });
  });
});

function indexing(signatures: PictureSignatures, traits: PictureTrait[]) {
  const source = async () => Buffer.from('picture');
  const deps = { signatures, traits, source, isFixed: () => false };
  return indexCatalogPictures(deps, 'shop', new AbortController().signal);
}

function seeing(space: string): PictureTrait {
  const kind = space.split(':')[0] as TraitKind;
  return { kind, space, describe: async () => ({ value: Buffer.from(space) }) };
}

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
