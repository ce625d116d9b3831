import type {
  CatalogPicture,
  PictureSignature,
  PictureSignatures,
} from '../../server/images/picture-signatures.ts';
import { newId } from '../../server/shop/new-id.ts';

export interface FakePictureSignatures extends PictureSignatures {
  /** What the store's products show now. */
  setPictures(storeId: string, pictures: Pick<CatalogPicture, 'productId' | 'url'>[]): void;
}

/** Signatures in memory, behaving as the contract suite says. */
export function fakePictureSignatures(): FakePictureSignatures {
  const shown = new Map<string, Pick<CatalogPicture, 'productId' | 'url'>[]>();
  const kept = new Map<string, PictureSignature & { id: string; storeId: string }>();
  let changes = 0;

  const keyOf = (storeId: string, { productId, url }: Pick<CatalogPicture, 'productId' | 'url'>) =>
    `${storeId} ${productId} ${url}`;
  const ofStore = (storeId: string) =>
    [...kept.values()].filter((signature) => signature.storeId === storeId);

  return {
    setPictures(storeId, pictures) {
      shown.set(storeId, pictures);
    },
    async pictures(storeId) {
      return (shown.get(storeId) ?? []).map(({ productId, url }) => ({
        productId,
        url,
        sha256: kept.get(keyOf(storeId, { productId, url }))?.sha256,
      }));
    },
    async put(storeId, signature) {
      const key = keyOf(storeId, signature);
      kept.set(key, { ...signature, storeId, id: kept.get(key)?.id ?? newId() });
      changes += 1;
    },
    async prune(storeId) {
      const wanted = new Set((shown.get(storeId) ?? []).map((picture) => keyOf(storeId, picture)));
      for (const signature of ofStore(storeId)) {
        if (wanted.has(keyOf(storeId, signature))) continue;
        kept.delete(keyOf(storeId, signature));
        changes += 1;
      }
    },
    version: async () => String(changes),
    async summaries(storeId) {
      return ofStore(storeId).map(({ id, productId, summary }) => ({ id, productId, summary }));
    },
    async details(storeId, ids) {
      const found = ofStore(storeId).filter(({ id }) => ids.includes(id));
      return new Map(found.map(({ id, detail }) => [id, detail]));
    },
  };
}
