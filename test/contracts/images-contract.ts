import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Image, ImageOwner, Images } from '../../server/images/storage/images.ts';
import { newId } from '../../server/shop/new-id.ts';

export interface ImagesUnderTest extends AsyncDisposable {
  images: Images;
  /** A visitor that exists, of a store that exists; `storeId` names an earlier one's store. */
  visitor(storeId?: string): Promise<Required<ImageOwner>>;
}

/** What every `Images` does, whatever it is made of. */
export function imagesContract(name: string, open: () => Promise<ImagesUnderTest>): void {
  describe(`${name} keeps photos`, () => {
    it('gives its owner back what was added', async () => {
      await using test = await open();
      const owner = await test.visitor();
      const { image, bytes } = photo(owner);
      await test.images.add(image, bytes);
      expect(await test.images.get(owner, image.id)).toEqual(image);
      expect(await test.images.read(owner, image.id)).toEqual(bytes);
    });

    it('shows an administrator of the store every photo', async () => {
      await using test = await open();
      const owner = await test.visitor();
      const { image, bytes } = photo(owner);
      await test.images.add(image, bytes);
      expect(await test.images.get({ storeId: owner.storeId }, image.id)).toEqual(image);
      expect(await test.images.read({ storeId: owner.storeId }, image.id)).toEqual(bytes);
    });

    it("makes another visitor's photo look like one that does not exist", async () => {
      await using test = await open();
      const owner = await test.visitor();
      const { image, bytes } = photo(owner);
      await test.images.add(image, bytes);
      const neighbour = await test.visitor(owner.storeId);
      const stranger = await test.visitor();
      const others: ImageOwner[] = [
        neighbour,
        stranger,
        { storeId: stranger.storeId },
        { storeId: stranger.storeId, visitorId: owner.visitorId },
      ];
      for (const other of others) {
        expect(await test.images.get(other, image.id)).toBeUndefined();
        expect(await test.images.read(other, image.id)).toBeUndefined();
      }
    });

    it('has nothing under ids that are not ids', async () => {
      await using test = await open();
      const owner = await test.visitor();
      for (const id of [newId(), '', '../../etc/passwd', "' or 1=1", 'a\u0000b']) {
        expect(await test.images.get(owner, id)).toBeUndefined();
        expect(await test.images.read(owner, id)).toBeUndefined();
      }
    });

    it('counts what a visitor, and what a store, was sent since a moment', async () => {
      await using test = await open();
      const owner = await test.visitor();
      const neighbour = await test.visitor(owner.storeId);
      const days = ['2026-01-01T10:00:00Z', '2026-01-02T00:00:00Z', '2026-01-02T09:00:00Z'];
      for (const day of days) {
        const { image, bytes } = photo(owner, new Date(day));
        await test.images.add({ ...image, sentBytes: 1_000 }, bytes);
      }
      const { image, bytes } = photo(neighbour, new Date('2026-01-02T10:00:00Z'));
      await test.images.add(image, bytes);
      const [second, third] = [new Date('2026-01-02T00:00:00Z'), new Date('2026-01-03T00:00:00Z')];
      expect(await test.images.sentSince(owner, second)).toEqual({ photos: 2, bytes: 2_000 });
      expect(await test.images.sentSince(owner, third)).toEqual({ photos: 0, bytes: 0 });
      const ofStore = { photos: 3, bytes: 2_000 + bytes.length };
      expect(await test.images.sentSince({ storeId: owner.storeId }, second)).toEqual(ofStore);
    });

    it('finds the same picture among older photos of the same visitor, newest first', async () => {
      await using test = await open();
      const owner = await test.visitor();
      const neighbour = await test.visitor(owner.storeId);
      const grey = (value: number) => Buffer.alloc(32 * 32, value);
      async function add(of: Required<ImageOwner>, print: Buffer | undefined, minute: number) {
        const { image, bytes } = photo(of, new Date(Date.UTC(2026, 0, 1, 12, minute)));
        await test.images.add(print ? { ...image, print } : image, bytes);
        return image.id;
      }
      const first = await add(owner, grey(100), 0);
      await add(owner, grey(200), 1);
      await add(owner, undefined, 2);
      const second = await add(owner, grey(104), 3);
      await add(neighbour, grey(100), 4);
      const asked = await add(owner, grey(102), 5);
      await add(owner, grey(102), 6);
      expect(await test.images.sameAs(owner, asked)).toEqual([second, first]);
      expect(await test.images.sameAs({ storeId: owner.storeId }, asked)).toEqual([second, first]);
      expect(await test.images.sameAs(owner, first)).toEqual([]);
      expect(await test.images.sameAs(neighbour, asked)).toEqual([]);
      expect(await test.images.sameAs(owner, 'no id')).toEqual([]);
    });
  });
}

function photo(owner: Required<ImageOwner>, createdAt = new Date('2026-01-01T12:00:00Z')) {
  const bytes = Buffer.from(`photo ${newId()}`);
  const image: Image = {
    ...owner,
    id: newId(),
    mediaType: 'image/jpeg',
    width: 640,
    height: 480,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest(),
    createdAt,
  };
  return { image, bytes };
}
