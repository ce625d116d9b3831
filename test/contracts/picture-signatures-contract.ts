import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type {
  PictureSignature,
  PictureSignatures,
} from '../../server/images/picture-signatures.ts';

export interface PictureSignaturesUnderTest extends AsyncDisposable {
  signatures: PictureSignatures;
  storeId: string;
  otherStoreId: string;
  /** Two products of the first store. */
  productIds: [string, string];
  /** Makes these the pictures of the first store's products. */
  show(pictures: { productId: string; url: string }[]): Promise<void>;
}

/** What every `PictureSignatures` does, whatever it is made of. */
export function pictureSignaturesContract(
  name: string,
  open: () => Promise<PictureSignaturesUnderTest>,
): void {
  describe(`${name} remembers pictures`, () => {
    it('knows which pictures were described and from which bytes', async () => {
      await using test = await open();
      const [one, other] = test.productIds;
      await test.show([
        { productId: one, url: '/a.webp' },
        { productId: other, url: '/b.webp' },
      ]);
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      const pictures = await test.signatures.pictures(test.storeId);
      expect(pictures).toHaveLength(2);
      expect(pictures).toContainEqual({
        productId: one,
        url: '/a.webp',
        sha256: signature(one, '/a.webp').sha256,
      });
      expect(pictures).toContainEqual({ productId: other, url: '/b.webp', sha256: undefined });
    });

    it('gives back summaries, and details by their ids', async () => {
      await using test = await open();
      const [one, other] = test.productIds;
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      await test.signatures.put(test.storeId, signature(other, '/b.webp'));
      const summaries = await test.signatures.summaries(test.storeId);
      expect(summaries.map(({ productId }) => productId).sort()).toEqual([one, other].sort());
      const wanted = summaries.find(({ productId }) => productId === other);
      expect(wanted?.summary).toEqual(signature(other, '/b.webp').summary);
      const details = await test.signatures.details(test.storeId, [wanted?.id ?? '']);
      expect([...details.values()]).toEqual([signature(other, '/b.webp').detail]);
      expect(await test.signatures.details(test.storeId, [])).toEqual(new Map());
    });

    it('replaces what it knew of a picture', async () => {
      await using test = await open();
      const [one] = test.productIds;
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      const redrawn = { ...signature(one, '/a.webp'), summary: Buffer.from('redrawn') };
      await test.signatures.put(test.storeId, redrawn);
      expect(await test.signatures.summaries(test.storeId)).toMatchObject([
        { productId: one, summary: redrawn.summary },
      ]);
    });

    it('forgets pictures that are shown no more', async () => {
      await using test = await open();
      const [one, other] = test.productIds;
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      await test.signatures.put(test.storeId, signature(other, '/b.webp'));
      await test.show([{ productId: other, url: '/b.webp' }]);
      await test.signatures.prune(test.storeId);
      expect(await test.signatures.summaries(test.storeId)).toMatchObject([{ productId: other }]);
    });

    it('says when something changed, and only then', async () => {
      await using test = await open();
      const [one] = test.productIds;
      const versions = [await test.signatures.version(test.storeId)];
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      versions.push(await test.signatures.version(test.storeId));
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      versions.push(await test.signatures.version(test.storeId));
      await test.show([]);
      await test.signatures.prune(test.storeId);
      versions.push(await test.signatures.version(test.storeId));
      expect(new Set(versions.slice(0, 3)).size).toBe(3);
      expect(versions[3]).not.toBe(versions[2]);
      expect(await test.signatures.version(test.storeId)).toBe(versions[3]);
    });

    it('shows nothing to another store', async () => {
      await using test = await open();
      const [one] = test.productIds;
      await test.show([{ productId: one, url: '/a.webp' }]);
      await test.signatures.put(test.storeId, signature(one, '/a.webp'));
      const ids = (await test.signatures.summaries(test.storeId)).map(({ id }) => id);
      expect(await test.signatures.pictures(test.otherStoreId)).toEqual([]);
      expect(await test.signatures.summaries(test.otherStoreId)).toEqual([]);
      expect(await test.signatures.details(test.otherStoreId, ids)).toEqual(new Map());
      await test.signatures.prune(test.otherStoreId);
      expect(await test.signatures.summaries(test.storeId)).toHaveLength(1);
    });
  });
}

function signature(productId: string, url: string): PictureSignature {
  const name = `${productId} ${url}`;
  return {
    productId,
    url,
    sha256: createHash('sha256').update(name).digest(),
    summary: Buffer.from(`summary of ${name}`),
    detail: Buffer.from(`detail of ${name}`),
  };
}
