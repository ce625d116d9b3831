import { isImageId } from './image-id.ts';

const PATH = '/v1/images/';

/** How a message remembers a photo: without our address, which may change while it is kept. */
export function imageUrlPath(imageId: string): string {
  return `${PATH}${imageId}`;
}

/** `publicUrl` is the installation's own address, with or without a slash at its end. */
export function imageUrl(publicUrl: string, imageId: string): string {
  return `${withoutSlash(publicUrl)}${imageUrlPath(imageId)}`;
}

/** The id in what `imageUrlPath` made. */
export function imageIdOf(path: string): string | undefined {
  if (!path.startsWith(PATH)) return undefined;
  const id = path.slice(PATH.length);
  return isImageId(id) ? id : undefined;
}

/**
 * The id in one of our own image URLs: the path `/v1/images/<uuid>`, alone or behind exactly `publicUrl`.
 * Compares text and resolves nothing, so that no spelling of another address can pass for ours.
 */
export function parseImageUrl(url: string, publicUrl: string): string | undefined {
  const base = withoutSlash(publicUrl);
  return imageIdOf(url.startsWith(`${base}${PATH}`) ? url.slice(base.length) : url);
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
