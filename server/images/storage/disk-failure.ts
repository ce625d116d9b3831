import { AppError } from '../../errors.ts';

/** Hears why the system did not let a file be written or read. */
export type OnDiskFailure = (failure: NodeJS.ErrnoException) => void;

const SECONDS_TO_TRY_AGAIN = 5;

/** No room, no right, a disk that fails, no descriptor to spare: what an operator can put right while we run. */
const CODES = new Set([
  'EACCES',
  'EDQUOT',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]);

/** Rejects with AppError `overloaded` where the disk is the reason, which `onFailure` hears; with anything else as it is. */
export async function onDisk<T>(work: Promise<T>, onFailure: OnDiskFailure): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isDiskFailure(error)) throw error;
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
}

function isDiskFailure(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && CODES.has(String(error.code));
}
