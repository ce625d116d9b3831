/**
 * The mean of the photos that a store's shoppers sent, in one space: what all have in common (a floor, a lamp's light, a
 * hand) says nothing about the thing on them, and is taken away before photos are compared.
 */
export interface PhotoMeans {
  /** Undefined before the first photo. */
  read(storeId: string, space: string): Promise<PhotoMean | undefined>;
  add(storeId: string, space: string, photo: Float32Array): Promise<void>;
}

export interface PhotoMean {
  photos: number;
  mean: Float32Array;
}

/** After so many photos the oldest fade, so that the mean follows the seasons. */
const MOST_PHOTOS = 500;

/** The mean with one photo more. */
export function meanWith(before: PhotoMean | undefined, photo: Float32Array): PhotoMean {
  if (before?.mean.length !== photo.length) return { photos: 1, mean: photo };
  const photos = Math.min(MOST_PHOTOS, before.photos + 1);
  return {
    photos,
    mean: before.mean.map((value, at) => value + (photo[at]! - value) / photos),
  };
}
