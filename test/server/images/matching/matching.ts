import { createHash } from 'node:crypto';
import { forkedImageDecoder } from '../../../../server/images/decoder/image-decoder.ts';
import { indexCatalogPictures } from '../../../../server/images/matching/index-catalog-pictures.ts';
import { lookAlikeMatcher } from '../../../../server/images/matching/look-alike-matcher.ts';
import { threadedPictureSearch } from '../../../../server/images/recognition/picture-search.ts';
import {
  pictureTraits,
  type TraitKind,
} from '../../../../server/images/recognition/picture-traits.ts';
import { forkedRecogniser } from '../../../../server/images/recognition/recogniser.ts';
import type { ImageOwner } from '../../../../server/images/storage/images.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { fakeImages } from '../../../fakes/fake-images.ts';
import { fakePhotoMeans } from '../../../fakes/fake-photo-means.ts';
import { fakePictureSignatures } from '../../../fakes/fake-picture-signatures.ts';

export interface ShownPicture {
  productId: string;
  name?: string;
  bytes: Buffer;
}

/** A real matcher over pictures and photos in memory, looking at them in these ways. */
export function openMatching({
  kinds = ['look', 'shape', 'colour', 'text'],
}: {
  kinds?: TraitKind[];
} = {}) {
  const images = fakeImages();
  const signatures = fakePictureSignatures();
  const means = fakePhotoMeans();
  const decoder = forkedImageDecoder();
  const recogniser = forkedRecogniser();
  const search = threadedPictureSearch();
  const files = new Map<string, Buffer>();
  const deps = {
    signatures,
    means,
    decoder,
    recogniser,
    search,
    traits: pictureTraits({ decoder, recogniser }).filter(({ kind }) => kinds.includes(kind)),
    source: async (url: string) => files.get(url),
    isFixed: () => false,
  };
  return {
    ...deps,
    images,
    matcher: lookAlikeMatcher(deps),
    /** Makes these the store's pictures and indexes them. */
    async show(storeId: string, shown: ShownPicture[]) {
      const pictures = shown.map(({ productId, name, bytes }) => {
        const url = `/media/${productId}-${createHash('sha256').update(bytes).digest('hex')}`;
        files.set(url, bytes);
        return { productId, name, url };
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
    async [Symbol.asyncDispose]() {
      await Promise.all([decoder.stop(), recogniser.stop(), search.stop()]);
    },
  };
}
