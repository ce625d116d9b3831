import { AppError } from '../errors.ts';
import type { Clock } from '../shop/clock.ts';
import type { ImageOwner, Images } from './images.ts';

export interface UploadLimits {
  perVisitorAndDay: number;
  /** On their way at once. */
  perVisitor: number;
  /** On their way at once of all visitors in this process; bounds the disk that unfinished uploads can take. */
  inAll: number;
}

const SECONDS_TO_TRY_AGAIN = 5;
const DAY_MS = 86_400_000;

/** Who may upload now. Disposing of what `enter` gives ends the upload. */
export interface UploadQuota {
  /** Throws AppError `upload_quota` or, when the whole process is busy, `overloaded`; both say when to come back. */
  enter(owner: Required<ImageOwner>): Promise<Disposable>;
}

/**
 * So many photos a visitor and day (UTC), and so many on their way at once. The day's number is counted in the database,
 * so it holds after a restart and in all processes; uploads on their way here count as done, so that they cannot overtake it.
 */
export function uploadQuota(
  images: Pick<Images, 'countSince'>,
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

  return {
    async enter(owner) {
      const mine = underWay.get(owner.visitorId) ?? 0;
      if (mine >= limits.perVisitor) {
        throw quotaReached(`Send ${limits.perVisitor} photos at a time.`, SECONDS_TO_TRY_AGAIN);
      }
      if (inAll >= limits.inAll) {
        throw new AppError('overloaded', 'Many photos arrive now. Try again shortly.', {
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
    if (kept + mine < limits.perVisitorAndDay) return;
    const secondsLeft = Math.ceil((dayBegan + DAY_MS - now) / 1000);
    throw quotaReached(`You can send ${limits.perVisitorAndDay} photos a day.`, secondsLeft);
  }
}

function quotaReached(detail: string, retryAfter: number): AppError {
  return new AppError('upload_quota', detail, { retryAfter });
}
