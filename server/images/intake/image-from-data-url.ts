import { AppError } from '../../errors.ts';
import type { Image, ImageOwner } from '../storage/images.ts';
import { acceptUpload, type UploadDeps } from './accept-upload.ts';
import { MAX_UPLOAD_BYTES } from './image-limits.ts';
import { tooLarge } from './incoming-files.ts';

const PREFIX = /^data:image\/[a-z0-9.+-]{1,60};base64,/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Takes in a photo that a chat message carries as `data:image/…;base64,…` (RFC 2397), by the same way and with the
 * same limits as an upload. Throws what `acceptUpload` throws, and AppError `invalid_request` when it is no such URL.
 */
export async function imageFromDataUrl(
  deps: UploadDeps,
  owner: Required<ImageOwner>,
  url: string,
): Promise<Image> {
  const prefix = PREFIX.exec(url)?.[0];
  if (!prefix) throw invalid();
  const base64 = url.slice(prefix.length);
  // 4 characters for 3 bytes; checked first so that nothing larger is ever unpacked.
  if (base64.length > Math.ceil(MAX_UPLOAD_BYTES / 3) * 4) throw tooLarge();
  if (!BASE64.test(base64) || base64.length % 4 !== 0) throw invalid();
  const bytes = Buffer.from(base64, 'base64');
  return acceptUpload(deps, owner, { body: once(bytes), contentLength: bytes.length });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function invalid(): AppError {
  return new AppError('invalid_request', 'A picture in a message is data:image/…;base64,… .');
}
