import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { forkedImageDecoder } from '../server/images/decoder/image-decoder.ts';
import { indexCatalogPictures } from '../server/images/matching/index-catalog-pictures.ts';
import { lookAlikeMatcher } from '../server/images/matching/look-alike-matcher.ts';
import type { PhotoRanking } from '../server/images/matching/photo-matcher.ts';
import type { PhotoMeans } from '../server/images/matching/photo-means.ts';
import { threadedPictureSearch } from '../server/images/recognition/picture-search.ts';
import { pictureTraits } from '../server/images/recognition/picture-traits.ts';
import { forkedRecogniser } from '../server/images/recognition/recogniser.ts';
import { fakePictureSignatures } from '../test/fakes/fake-picture-signatures.ts';

export const STORE = 'bench';
const LIMIT = 5;

export interface ShopPicture {
  productId: string;
  name: string;
  file: string;
}

export type Recognition = ReturnType<typeof openRecognition>;

/** The recognition as the server runs it, with pictures and means in memory. */
export function openRecognition() {
  const signatures = fakePictureSignatures();
  const decoder = forkedImageDecoder();
  const recogniser = forkedRecogniser();
  const search = threadedPictureSearch();
  const traits = pictureTraits({ decoder, recogniser });

  return {
    /** Makes these the shop's pictures. */
    async index(pictures: ShopPicture[]): Promise<void> {
      const shown = pictures.map(({ file, ...picture }) => ({ ...picture, url: file }));
      signatures.setPictures(STORE, shown);
      const deps = { signatures, traits, source: (url: string) => readFile(url) };
      const began = performance.now();
      const { signal } = new AbortController();
      await indexCatalogPictures({ ...deps, isFixed: () => true }, STORE, signal);
      const each = (performance.now() - began) / pictures.length;
      console.log(`described ${pictures.length} pictures, ${each.toFixed(0)} ms each`);
    },
    /** What the server would say of a photo, given what it learnt of earlier ones. */
    matcher(means: PhotoMeans) {
      const matcher = lookAlikeMatcher({ signatures, means, decoder, search, traits });
      return (photo: Buffer): Promise<PhotoRanking> => {
        const signal = AbortSignal.timeout(60_000);
        return matcher.rank(photo, { storeId: STORE, limit: LIMIT, signal, learns: true });
      };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([decoder.stop(), recogniser.stop(), search.stop()]);
    },
  };
}

/** Nothing is ever learnt. */
export const noMeans: PhotoMeans = { read: async () => undefined, add: async () => {} };

export async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(jpe?g|png|webp|avif)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
