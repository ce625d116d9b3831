import {
  type CatalogPicture,
  type PictureKey,
  type PictureSignature,
  type PictureSignatures,
  pictureKey,
} from '../../server/images/matching/picture-signatures.ts';

export interface FakePictureSignatures extends PictureSignatures {
  /** What the store's products show now, and what these are called. */
  setPictures(storeId: string, pictures: (PictureKey & { name?: string })[]): void;
}

/** Signatures in memory, behaving as the contract suite says. */
export function fakePictureSignatures(): FakePictureSignatures {
  const shown = new Map<string, (PictureKey & { name?: string })[]>();
  const kept = new Map<string, PictureSignature & { storeId: string }>();
  const complete = new Map<string, Set<string>>();
  let changes = 0;

  const keyOf = (storeId: string, picture: PictureKey & { space: string }) =>
    `${storeId} ${picture.space} ${pictureKey(picture)}`;
  const ofStore = (storeId: string) =>
    [...kept.values()].filter((signature) => signature.storeId === storeId);
  const spacesOf = (storeId: string) => complete.get(storeId) ?? new Set<string>();

  function forget(storeId: string, unwanted: (signature: PictureSignature) => boolean): void {
    for (const signature of ofStore(storeId)) {
      if (!unwanted(signature)) continue;
      kept.delete(keyOf(storeId, signature));
      changes += 1;
    }
  }

  return {
    setPictures(storeId, pictures) {
      shown.set(storeId, pictures);
    },
    async pictures(storeId) {
      return (shown.get(storeId) ?? []).map(({ productId, url }): CatalogPicture => {
        const signatures = ofStore(storeId).filter(
          (signature) => pictureKey(signature) === pictureKey({ productId, url }),
        );
        const described = signatures.map(({ space, sha256 }) => ({ space, sha256 }));
        return { productId, url, described };
      });
    },
    async put(storeId, signature) {
      kept.set(keyOf(storeId, signature), { ...signature, storeId });
      changes += 1;
    },
    async prune(storeId) {
      const wanted = new Set((shown.get(storeId) ?? []).map(pictureKey));
      forget(storeId, (signature) => !wanted.has(pictureKey(signature)));
    },
    async complete(storeId, space, replaced) {
      const spaces = spacesOf(storeId).difference(new Set(replaced));
      complete.set(storeId, spaces.add(space));
      forget(storeId, (signature) => replaced.includes(signature.space));
    },
    completeSpaces: async (storeId) => [...spacesOf(storeId)].sort(),
    version: async (storeId) => `${changes} ${[...spacesOf(storeId)].sort().join(' ')}`,
    async *values(storeId, space) {
      const seen = ofStore(storeId).filter((signature) => signature.space === space);
      if (seen.length > 0)
        yield seen.map(({ productId, url, value }) => ({ productId, url, value }));
    },
    async details(storeId, space, pictures) {
      const wanted = new Set(pictures.map(pictureKey));
      const found = ofStore(storeId).filter(
        (signature) => signature.space === space && wanted.has(pictureKey(signature)),
      );
      return new Map(
        found.flatMap((one) => (one.detail ? [[pictureKey(one), one.detail] as const] : [])),
      );
    },
    async names(storeId) {
      const names = (shown.get(storeId) ?? []).map(
        ({ productId, name }) => [productId, name ?? ''] as const,
      );
      return [...new Map(names)].map(([productId, name]) => ({ productId, name }));
    },
  };
}
