import {
  meanWith,
  type PhotoMean,
  type PhotoMeans,
} from '../../server/images/matching/photo-means.ts';

export function fakePhotoMeans(): PhotoMeans {
  const kept = new Map<string, PhotoMean>();
  return {
    read: async (storeId, space) => kept.get(`${storeId} ${space}`),
    async add(storeId, space, photo) {
      const key = `${storeId} ${space}`;
      kept.set(key, meanWith(kept.get(key), photo));
    },
  };
}
