import { createHash } from 'node:crypto';
import { forkedImageDecoder } from '../../../server/images/image-decoder.ts';
import type { ImageOwner } from '../../../server/images/images.ts';
import { indexCatalogPictures } from '../../../server/images/index-catalog-pictures.ts';
import { lookAlikeMatcher } from '../../../server/images/look-alike-matcher.ts';
import { newId } from '../../../server/shop/new-id.ts';
import { fakeImages } from '../../fakes/fake-images.ts';
import { fakePictureSignatures } from '../../fakes/fake-picture-signatures.ts';

export interface ShownPicture {
  productId: string;
  bytes: Buffer;
}

/** A real matcher over pictures and photos in memory. */
export function openMatching() {
  const images = fakeImages();
  const signatures = fakePictureSignatures();
  const decoder = forkedImageDecoder();
  const files = new Map<string, Buffer>();
  const deps = { signatures, decoder, source: async (url: string) => files.get(url) };
  return {
    ...deps,
    images,
    matcher: lookAlikeMatcher({ signatures, decoder }),
    /** Makes these the store's pictures and indexes them. */
    async show(storeId: string, shown: ShownPicture[]) {
      const pictures = shown.map(({ productId, bytes }) => {
        const url = `/media/${productId}-${createHash('sha256').update(bytes).digest('hex')}`;
        files.set(url, bytes);
        return { productId, url };
      });
      signatures.setPictures(storeId, pictures);
      return indexCatalogPictures(deps, storeId, new AbortController().signal);
    },
    async upload(owner: Required<ImageOwner>, bytes: Buffer): Promise<string> {
      const facts = { mediaType: 'image/jpeg' as const, width: 1, height: 1, bytes: bytes.length };
      const image = {
        ...owner,
        ...facts,
        id: newId(),
        sha256: Buffer.alloc(32),
        createdAt: new Date(),
      };
      await images.add(image, bytes);
      return image.id;
    },
    [Symbol.asyncDispose]: () => decoder.stop(),
  };
}
