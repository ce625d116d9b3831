import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type PictureKey,
  type PictureSignature,
  type PictureSignatures,
  pictureKey,
} from '../../server/images/matching/picture-signatures.ts';

export interface PictureSignaturesUnderTest extends AsyncDisposable {
  signatures: PictureSignatures;
  storeId: string;
  otherStoreId: string;
  /** Two products of the first store, both called Tent. */
  productIds: [string, string];
  /** Makes these the pictures of the first store's products. */
  show(pictures: PictureKey[]): Promise<void>;
}

/** What every `PictureSignatures` does, whatever it is made of. */
export function pictureSignaturesContract(
  name: string,
  open: () => Promise<PictureSignaturesUnderTest>,
): void {
  const valuesOf = async ({ signatures, storeId }: PictureSignaturesUnderTest, space = 'shape:1') =>
    (await Array.fromAsync(signatures.values(storeId, space))).flat();

  describe(`${name} remembers pictures`, () => {
    it('knows which pictures were described, how and from which bytes', async () => {
      await using test = await open();
      const [one, other] = test.productIds;
      const pictures = [
        { productId: one, url: '/a.webp' },
        { productId: other, url: '/b.webp' },
      ];
      await test.show(pictures);
      const seen = signature(one, '/a.webp');
      await test.signatures.put(test.storeId, seen);
      const found = await test.signatures.pictures(test.storeId);
      const described = [{ space: seen.space, sha256: seen.sha256 }];
      expect(found).toHaveLength(2);
      expect(found).toContainEqual({ ...pictures[0], described });
      expect(found).toContainEqual({ ...pictures[1], described: [] });
      const names = await test.signatures.names(test.storeId);
      expect(names).toContainEqual({ productId: one, name: 'Tent' });
    });

    it('gives back values of one space, and details of the pictures asked for', async () => {
      await using test = await open();
      const [one, other] = test.productIds;
      const [first, second] = [signature(one, '/a.webp'), signature(other, '/b.webp')];
      await test.signatures.put(test.storeId, first);
      await test.signatures.put(test.storeId, second);
      await test.signatures.put(test.storeId, { ...first, space: 'shape:2' });
      const values = await valuesOf(test);
      expect(values).toHaveLength(2);
      expect(values).toContainEqual({ productId: other, url: '/b.webp', value: second.value });
      const { storeId } = test;
      const details = await test.signatures.details(storeId, 'shape:1', [second]);
      expect(details).toEqual(new Map([[pictureKey(second), second.detail]]));
      expect(await test.signatures.details(storeId, 'shape:1', [])).toEqual(new Map());
    });

    it('replaces what it knew of a picture', async () => {
      await using test = await open();
      const [one] = test.productIds;
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      const redrawn = { ...signature(one, '/a.webp'), value: Buffer.from('redrawn') };
      await test.signatures.put(test.storeId, redrawn);
      expect(await valuesOf(test)).toMatchObject([{ productId: one, value: redrawn.value }]);
    });

    it('forgets pictures that are shown no more', async () => {
      await using test = await open();
      const [one, other] = test.productIds;
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      await test.signatures.put(test.storeId, signature(other, '/b.webp'));
      await test.show([{ productId: other, url: '/b.webp' }]);
      await test.signatures.prune(test.storeId);
      expect(await valuesOf(test)).toMatchObject([{ productId: other }]);
    });

    it('forgets what a complete space takes the place of', async () => {
      await using test = await open();
      const [one] = test.productIds;
      const { signatures, storeId } = test;
      await signatures.put(storeId, signature(one, '/a.webp'));
      await signatures.complete(storeId, 'shape:1', []);
      expect(await signatures.completeSpaces(storeId)).toEqual(['shape:1']);
      await signatures.put(storeId, { ...signature(one, '/a.webp'), space: 'shape:2' });
      await signatures.complete(storeId, 'shape:2', ['shape:1']);
      expect(await signatures.completeSpaces(storeId)).toEqual(['shape:2']);
      expect(await valuesOf(test)).toEqual([]);
      expect(await valuesOf(test, 'shape:2')).toHaveLength(1);
      expect(await signatures.completeSpaces(test.otherStoreId)).toEqual([]);
    });

    it('says when something changed, and only then', async () => {
      await using test = await open();
      const [one] = test.productIds;
      const versions = [await test.signatures.version(test.storeId)];
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      versions.push(await test.signatures.version(test.storeId));
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      versions.push(await test.signatures.version(test.storeId));
      await test.signatures.complete(test.storeId, 'shape:1', []);
      versions.push(await test.signatures.version(test.storeId));
      await test.show([]);
      await test.signatures.prune(test.storeId);
      versions.push(await test.signatures.version(test.storeId));
      expect(new Set(versions).size).toBe(versions.length);
      expect(await test.signatures.version(test.storeId)).toBe(versions.at(-1));
    });

    it('shows nothing to another store', async () => {
      await using test = await open();
      const [one] = test.productIds;
      const seen = signature(one, '/a.webp');
      await test.show([{ productId: one, url: '/a.webp' }]);
      await test.signatures.put(test.storeId, seen);
      const other = { ...test, storeId: test.otherStoreId };
      expect(await test.signatures.pictures(test.otherStoreId)).toEqual([]);
      expect(await test.signatures.names(test.otherStoreId)).toEqual([]);
      expect(await valuesOf(other)).toEqual([]);
      const details = await test.signatures.details(test.otherStoreId, 'shape:1', [seen]);
      expect(details).toEqual(new Map());
      await test.signatures.prune(test.otherStoreId);
      expect(await valuesOf(test)).toHaveLength(1);
    });
  });
}

function signature(productId: string, url: string): PictureSignature {
  const name = `${productId} ${url}`;
  return {
    productId,
    url,
    space: 'shape:1',
    sha256: createHash('sha256').update(name).digest(),
    value: Buffer.from(`value of ${name}`),
    detail: Buffer.from(`detail of ${name}`),
  };
}
