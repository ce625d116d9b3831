import { createHash } from 'node:crypto';
import type { Clock } from '../../shop/clock.ts';
import { newId } from '../../shop/new-id.ts';
import type { ImageDecoder } from '../decoder/image-decoder.ts';
import type { Image, ImageOwner, Images } from '../storage/images.ts';
import { MAX_UPLOAD_BYTES } from './image-limits.ts';
import type { ModerateImage } from './image-moderation.ts';
import { type IncomingFiles, tooLarge } from './incoming-files.ts';
import type { UploadQuota } from './upload-quota.ts';

export interface UploadDeps {
  images: Images;
  incoming: IncomingFiles;
  decoder: ImageDecoder;
  quota: UploadQuota;
  clock: Clock;
  /** Absent: every picture is taken. */
  moderate?: ModerateImage | undefined;
}

export interface Upload {
  body: AsyncIterable<Uint8Array>;
  /** What the sender says; believed only when it is too much. */
  contentLength?: number;
  signal?: AbortSignal;
}

/**
 * Takes a photo in: body → private file → another picture made in a process of its own → looked at, where somebody
 * does → kept. The upload itself is deleted as soon as it was read, whatever happens. The same bytes again are another
 * photo: `Images.sameAs` tells. Throws AppError `payload_too_large` (more than 20 MiB, before reading when the length
 * says so), `upload_quota`, `unsupported_image`, `image_too_many_pixels`, `image_timeout`, `image_refused`,
 * `request_timeout`, `overloaded`, `rate_limited`, or the signal's reason.
 */
export async function acceptUpload(
  deps: UploadDeps,
  owner: Required<ImageOwner>,
  upload: Upload,
): Promise<Image> {
  if ((upload.contentLength ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge();
  using _ = await deps.quota.enter(owner);
  const { jpeg, width, height, print, sentBytes } = await reencode(deps, upload);
  upload.signal?.throwIfAborted();
  await deps.moderate?.(jpeg, upload.signal);
  const image: Image = {
    id: newId(),
    storeId: owner.storeId,
    visitorId: owner.visitorId,
    mediaType: 'image/jpeg',
    width,
    height,
    bytes: jpeg.length,
    sha256: createHash('sha256').update(jpeg).digest(),
    createdAt: deps.clock.now(),
  };
  await deps.images.add({ ...image, sentBytes, print }, jpeg);
  return image;
}

async function reencode({ incoming, decoder }: UploadDeps, { body, signal }: Upload) {
  await using file = await incoming.receive(body, signal);
  const made = await decoder.reencode(file.path, signal);
  return { ...made, sentBytes: file.bytes };
}
