import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Image, ImageOwner, Images } from '../../server/images/images.ts';
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

    it('counts what one visitor uploaded since a moment', async () => {
      await using test = await open();
      const owner = await test.visitor();
      const neighbour = await test.visitor(owner.storeId);
      const days = ['2026-01-01T10:00:00Z', '2026-01-02T00:00:00Z', '2026-01-02T09:00:00Z'];
      for (const day of days) {
        const { image, bytes } = photo(owner, new Date(day));
        await test.images.add(image, bytes);
      }
      const { image, bytes } = photo(neighbour, new Date('2026-01-02T10:00:00Z'));
      await test.images.add(image, bytes);
      expect(await test.images.countSince(owner, new Date('2026-01-02T00:00:00Z'))).toBe(2);
      expect(await test.images.countSince(owner, new Date('2026-01-03T00:00:00Z'))).toBe(0);
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
