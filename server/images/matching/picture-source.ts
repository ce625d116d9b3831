import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The bytes of a product's picture; undefined when this source cannot or may not read it. */
export type PictureSource = (url: string) => Promise<Buffer | undefined>;

/**
 * Pictures that this installation serves itself: those under `urlPath` (for example `/demo/media/`) lie in `folder`.
 * Pictures on other hosts are not fetched, so their products are not found by photo.
 */
export function folderPictures(folder: string, urlPath: string): PictureSource {
  const root = path.resolve(folder);
  return async (url) => {
    if (!url.startsWith(urlPath)) return undefined;
    const file = path.resolve(root, url.slice(urlPath.length));
    if (!file.startsWith(root + path.sep)) return undefined;
    return readFile(file).catch(() => undefined);
  };
}
