import { AppError } from '../../errors.ts';
import { isImageId } from '../intake/image-id.ts';
import type { ImageFiles } from './image-files.ts';
import { type S3Client, S3Failure } from './s3-client.ts';

const SECONDS_TO_TRY_AGAIN = 5;

/**
 * Photos as objects `ab/<id>` in a bucket, named as the files are that `diskImageFiles` writes. When the service fails for
 * longer than it is tried, callers get AppError `overloaded` and `onFailure` the reason.
 */
export function s3ImageFiles(
  ask: S3Client,
  { onFailure }: { onFailure(failure: S3Failure): void },
): ImageFiles {
  function refuse(error: unknown): never {
    if (!(error instanceof S3Failure)) throw error;
    onFailure(error);
    throw new AppError(
      'overloaded',
      'Photos cannot be kept or shown just now. Try again shortly.',
      {
        retryAfter: SECONDS_TO_TRY_AGAIN,
        cause: error,
      },
    );
  }

  return {
    async write(imageId, bytes) {
      await ask({ method: 'PUT', key: keyOf(imageId), body: bytes }).catch(refuse);
    },
    read: (imageId) =>
      ask({ method: 'GET', key: keyOf(imageId) }).catch((error) =>
        isMissing(error) ? undefined : refuse(error),
      ),
    async remove(imageId) {
      // What is not there is answered as if it had been.
      await ask({ method: 'DELETE', key: keyOf(imageId) }).catch((error) =>
        isMissing(error) ? undefined : refuse(error),
      );
      return true;
    },
  };
}

function keyOf(imageId: string): string {
  if (!isImageId(imageId)) throw new TypeError('an image id is a UUID');
  return `${imageId.slice(-2)}/${imageId}`;
}

/** The object, not the bucket. */
function isMissing(error: unknown): boolean {
  return error instanceof S3Failure && error.status === 404 && error.code !== 'NoSuchBucket';
}
