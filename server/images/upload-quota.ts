import { AppError } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import type { ImageOwner, Images } from './images.ts';

const UPLOADS_A_DAY = 20;
const UPLOADS_AT_ONCE = 3;
/** Of all visitors together in one process; bounds the disk that unfinished uploads can take. */
const UPLOADS_AT_ONCE_IN_ALL = 64;

const SECONDS_TO_TRY_AGAIN = 5;
const DAY_MS = 86_400_000;

/** Who may upload now. Disposing of what `enter` gives ends the upload. */
export interface UploadQuota {
  /** Throws AppError `upload_quota` or, when the whole server is busy, `rate_limited`; both say when to come back. */
  enter(owner: Required<ImageOwner>): Promise<Disposable>;
}

/**
 * 20 photos a visitor and day (UTC), 3 on their way at once. The day's number is counted in the database, so it
 * holds after a restart; uploads on their way count as done, so that they cannot overtake it.
 */
export function uploadQuota(images: Images, clock: Clock): UploadQuota {
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

  return {
    async enter(owner) {
      const mine = underWay.get(owner.visitorId) ?? 0;
      if (mine >= UPLOADS_AT_ONCE) {
        throw quotaReached(`Send ${UPLOADS_AT_ONCE} photos at a time.`, SECONDS_TO_TRY_AGAIN);
      }
      if (inAll >= UPLOADS_AT_ONCE_IN_ALL) {
        throw new AppError('rate_limited', 'Many photos arrive now. Try again shortly.', {
          retryAfter: SECONDS_TO_TRY_AGAIN,
        });
      }
      const upload = begin(owner.visitorId);
      try {
        await checkDay(owner, mine);
      } catch (error) {
        upload[Symbol.dispose]();
        throw error;
      }
      return upload;
    },
  };

  async function checkDay(owner: Required<ImageOwner>, mine: number): Promise<void> {
    const now = clock.now().getTime();
    const dayBegan = now - (now % DAY_MS);
    const kept = await images.countSince(owner, new Date(dayBegan));
    if (kept + mine < UPLOADS_A_DAY) return;
    const secondsLeft = Math.ceil((dayBegan + DAY_MS - now) / 1000);
    throw quotaReached(`You can send ${UPLOADS_A_DAY} photos a day.`, secondsLeft);
  }
}

function quotaReached(detail: string, retryAfter: number): AppError {
  return new AppError('upload_quota', detail, { retryAfter });
}
