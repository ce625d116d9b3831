import { isImageId } from '../intake/image-id.ts';
import type { PictureSource } from './picture-source.ts';

/** Where a catalog picture is served: a path, which stays right when the installation moves. */
export function catalogPicturePath(pictureId: string): string {
  return `/media/${pictureId}.webp`;
}

/** The id in what `catalogPicturePath` made. */
export function catalogPictureId(path: string): string | undefined {
  const id = /^\/media\/([^/]+)\.webp$/.exec(path)?.[1];
  return id !== undefined && isImageId(id) ? id : undefined;
}

/** Uploaded pictures as something to compare shoppers' photos with. */
export function uploadedPictures(
  read: (pictureId: string) => Promise<Buffer | undefined>,
): PictureSource {
  return async (url) => {
    const id = catalogPictureId(url);
    return id === undefined ? undefined : await read(id);
  };
}
