import { AppError } from '../../errors.ts';
import type { Clock } from '../../shop/clock.ts';
import type { ImageOwner, Images, SentAmount } from '../storage/images.ts';

export interface UploadLimits {
  visitor: UploadAllowance;
  /** All visitors of a store together. */
  store: UploadAllowance;
  /** Uploads of a visitor on their way at once. */
  visitorAtOnce: number;
  /** On their way at once of all visitors in this process; bounds the disk that unfinished uploads can take. */
  inAll: number;
}

/** In hours and days of UTC; no limit where a number is missing. */
export interface UploadAllowance {
  photosAnHour?: number;
  photosADay?: number;
  /** As they are sent. */
  bytesADay?: number;
}

const SECONDS_TO_TRY_AGAIN = 5;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Who may upload now. Disposing of what `enter` gives ends the upload. */
export interface UploadQuota {
  /** Throws AppError `upload_quota` or, when the whole process is busy, `overloaded`; both say when to come back. */
  enter(owner: Required<ImageOwner>): Promise<Disposable>;
}

/**
 * So much in an hour and a day, and so much on its way at once. What was sent is counted in the database, so it holds
 * after a restart and in all processes. A visitor's uploads on their way here count as photos already, so that they
 * cannot overtake their number; bytes are counted when they are here, so the last uploads of a day may exceed them.
 */
export function uploadQuota(
  images: Pick<Images, 'sentSince'>,
  { clock, limits }: { clock: Clock; limits: UploadLimits },
): UploadQuota {
  const underWay = new Map<string, number>();
  let inAll = 0;

  function begin(visitorId: string): Disposable {
    underWay.set(visitorId, (underWay.get(visitorId) ?? 0) + 1);
    inAll += 1;
    return {
      [Symbol.dispose]() {
        const left = (underWay.get(visitorId) ?? 1) - 1;
        if (left > 0) underWay.set(visitorId, left);
        else underWay.delete(visitorId);
        inAll -= 1;
      },
    };
  }

  async function check(owner: ImageOwner, allowance: UploadAllowance, mine = 0): Promise<void> {
    const whose = owner.visitorId === undefined ? 'store' : 'visitor';
    const { photosAnHour, photosADay, bytesADay } = allowance;
    const none: SentAmount = { photos: 0, bytes: 0 };
    const day = periodOf(clock, DAY_MS);
    const hour = periodOf(clock, HOUR_MS);
    const [ofDay, ofHour] = await Promise.all([
      (photosADay ?? bytesADay) === undefined ? none : images.sentSince(owner, day.began),
      photosAnHour === undefined ? none : images.sentSince(owner, hour.began),
    ]);
    if (photosADay !== undefined && ofDay.photos + mine >= photosADay) {
      throw quotaReached(SENTENCES[whose].photosADay(photosADay), day.secondsLeft);
    }
    if (bytesADay !== undefined && ofDay.bytes >= bytesADay) {
      throw quotaReached(SENTENCES[whose].bytesADay(bytesADay), day.secondsLeft);
    }
    if (photosAnHour !== undefined && ofHour.photos + mine >= photosAnHour) {
      throw quotaReached(SENTENCES[whose].photosAnHour(photosAnHour), hour.secondsLeft);
    }
  }

  return {
    async enter(owner) {
      const mine = underWay.get(owner.visitorId) ?? 0;
      if (mine >= limits.visitorAtOnce) {
        throw quotaReached(`Send ${limits.visitorAtOnce} photos at a time.`, SECONDS_TO_TRY_AGAIN);
      }
      if (inAll >= limits.inAll) {
        throw new AppError('overloaded', 'Many photos arrive now. Try again shortly.', {
          retryAfter: SECONDS_TO_TRY_AGAIN,
        });
      }
      const upload = begin(owner.visitorId);
      try {
        await check(owner, limits.visitor, mine);
        await check({ storeId: owner.storeId }, limits.store);
      } catch (error) {
        upload[Symbol.dispose]();
        throw error;
      }
      return upload;
    },
  };
}

const SENTENCES = {
  visitor: {
    photosADay: (photos: number) => `You can send ${photos} photos a day.`,
    photosAnHour: (photos: number) => `You can send ${photos} photos an hour.`,
    bytesADay: (bytes: number) => `You can send ${megabytes(bytes)} MB of photos a day.`,
  },
  store: {
    photosADay: () => 'This shop takes no more photos today.',
    photosAnHour: () => 'This shop takes no more photos in this hour.',
    bytesADay: () => 'This shop takes no more photos today.',
  },
};

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

function periodOf(clock: Clock, lengthMs: number): { began: Date; secondsLeft: number } {
  const now = clock.now().getTime();
  const began = now - (now % lengthMs);
  return { began: new Date(began), secondsLeft: Math.ceil((began + lengthMs - now) / 1000) };
}

function quotaReached(detail: string, retryAfter: number): AppError {
  return new AppError('upload_quota', detail, { retryAfter });
}
