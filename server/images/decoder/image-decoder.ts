import type { PhotoSize } from '../../../shared/photo-size.ts';
import { AppError } from '../../errors.ts';
import { DECODE_LIMIT_MS } from '../intake/image-limits.ts';
import type { Evidence } from '../look-alike/compare-details.ts';
import type {
  DecoderAnswer,
  DecoderJob,
  DescribedPicture,
  KnownPicture,
  PrintedImage,
  ReencodedImage,
  ReencodedPicture,
  ResultOf,
} from './decoder-messages.ts';
import { JobFailure, type JobProcess, jobProcess } from './job-process.ts';

/**
 * Everything that looks inside a picture. Each call throws AppError `unsupported_image`, `image_too_many_pixels`,
 * `image_timeout` (5 s), `rate_limited` (too many wait) or `shutting_down`, or the signal's reason.
 */
export interface ImageDecoder {
  /** The file stays where it is. */
  reencode(file: string, signal?: AbortSignal): Promise<PrintedImage>;
  /** The same for a picture of the catalog, which may be see-through. */
  reencodePicture(file: string, signal?: AbortSignal): Promise<ReencodedPicture>;
  /** A picture of ours as JPEG, no larger than `size`; what is small enough keeps its pixels. */
  shrink(picture: Uint8Array, size: PhotoSize, signal?: AbortSignal): Promise<ReencodedImage>;
  /** The signature of a picture in one of the formats that are taken in. */
  describe(picture: Uint8Array, options?: DescribeOptions): Promise<DescribedPicture>;
  /** `photo` is an encoded detail; one answer for each known picture, in order. */
  compare(photo: Uint8Array, known: KnownPicture[], signal?: AbortSignal): Promise<Evidence[]>;
  stop(): Promise<void>;
}

export interface DescribeOptions {
  /** Unless given, a shop's own picture. */
  kind?: 'picture' | 'photo';
  /** As a front camera shows it. */
  mirrored?: boolean;
  signal?: AbortSignal;
}

const SECONDS_TO_TRY_AGAIN = 3;

/** Decodes in a process of its own, which starts with the first picture and is replaced when it hangs or dies. */
export function forkedImageDecoder(jobs: JobProcess = decoderProcess()): ImageDecoder {
  async function ask<J extends DecoderJob>(job: J, signal?: AbortSignal): Promise<ResultOf<J>> {
    const answer = (await jobs.run(job, signal).catch(throwAppError)) as DecoderAnswer<ResultOf<J>>;
    if (!answer.ok) throw new AppError(answer.code, answer.detail);
    return answer.result;
  }

  return {
    reencode: (file, signal) => ask({ task: 'reencode', file }, signal),
    reencodePicture: (file, signal) => ask({ task: 'reencode-picture', file }, signal),
    shrink: (picture, size, signal) => ask({ task: 'shrink', picture, size }, signal),
    describe: (picture, { kind = 'picture', mirrored = false, signal } = {}) =>
      ask({ task: 'describe', picture, options: { kind, mirrored } }, signal),
    compare: (photo, known, signal) => ask({ task: 'compare', photo, known }, signal),
    stop: () => jobs.stop(),
  };
}

function decoderProcess(): JobProcess {
  return jobProcess({
    script: new URL('./decoder-child.ts', import.meta.url),
    jobLimitMs: DECODE_LIMIT_MS,
    startLimitMs: 15_000,
    maxWaiting: 64,
    waitLimitMs: 15_000,
  });
}

function throwAppError(error: unknown): never {
  if (!(error instanceof JobFailure)) throw error;
  switch (error.reason) {
    case 'busy':
      throw new AppError('rate_limited', 'Many pictures are being read now. Try again shortly.', {
        retryAfter: SECONDS_TO_TRY_AGAIN,
        cause: error,
      });
    case 'timeout':
      throw new AppError(
        'image_timeout',
        'The picture took too long to read. Send a simpler one.',
        {
          cause: error,
        },
      );
    case 'crash':
      throw new AppError('unsupported_image', 'The picture could not be read.', { cause: error });
    case 'stopped':
      throw new AppError('shutting_down', 'The server is restarting.', { cause: error });
    case 'unstartable':
      throw error;
  }
}
