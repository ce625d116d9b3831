import { isImageId } from './image-id.ts';

const PATH = '/v1/images/';

/** `publicUrl` is the installation's own address, with or without a slash at its end. */
export function imageUrl(publicUrl: string, imageId: string): string {
  return `${withoutSlash(publicUrl)}${PATH}${imageId}`;
}

/**
 * The id in one of our own image URLs: the path `/v1/images/<uuid>`, alone or behind exactly `publicUrl`.
 * Compares text and resolves nothing, so that no spelling of another address can pass for ours.
 */
export function parseImageUrl(url: string, publicUrl: string): string | undefined {
  const base = withoutSlash(publicUrl);
  const path = url.startsWith(`${base}${PATH}`) ? url.slice(base.length) : url;
  if (!path.startsWith(PATH)) return undefined;
  const id = path.slice(PATH.length);
  return isImageId(id) ? id : undefined;
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
