import { AppError } from '../errors.ts';
import { type RateLimiter, type RateLimits, secondsToWait } from './rate-limits.ts';
import type { ShopperIdentity } from './shoppers.ts';

/** How many codes that are not valid somebody may try in an hour; right ones do not count. */
export const WRONG_CODES_PER_HOUR = { visitor: 10, network: 30, alarm: 1_000 } as const;

export interface CouponGuesses {
  /**
   * Before codes are looked up: each may turn out wrong, so there must be room for all of them. Throws AppError
   * `rate_limited`, also for codes that are right.
   */
  begin(shopper: ShopperIdentity, codes: number): Promise<StartedGuesses>;
}

export interface StartedGuesses {
  /** Once it is known how many were wrong: the others did not count. Costs the same whatever was wrong with a code. */
  end(wrong: number): Promise<void>;
}

export interface CouponGuessesDeps {
  rateLimits: RateLimits;
  /** Hears of every code that was tried. */
  onTry(outcome: 'right' | 'wrong' | 'refused', codes: number): void;
  /** The whole installation was asked for too many wrong codes within an hour: told once for each. */
  onAlarm(): void;
}

const HOUR_SECONDS = 3_600;

export function couponGuesses({ rateLimits, onTry, onAlarm }: CouponGuessesDeps): CouponGuesses {
  const limiter = (of: string, times: number) =>
    rateLimits.limiter({ of, times, seconds: HOUR_SECONDS });
  const visitors = limiter('wrong coupon codes of a visitor', WRONG_CODES_PER_HOUR.visitor);
  const networks = limiter('wrong coupon codes of a network', WRONG_CODES_PER_HOUR.network);
  const everybody = limiter('wrong coupon codes in all', WRONG_CODES_PER_HOUR.alarm);
  const alarms = limiter('alarms about coupon codes', 1);

  async function countWrong(): Promise<void> {
    const isTooMany = (await everybody.take('all')) > 0;
    if (isTooMany && (await alarms.take('all')) === 0) onAlarm();
  }

  return {
    async begin({ visitorId, network }, codes) {
      const places = [
        ...placesOf(visitors, visitorId, codes),
        ...placesOf(networks, network, codes),
      ];
      const waits = await Promise.all(places.map(({ take }) => take()));
      const giveBack = (kept: number) =>
        Promise.all(
          places.map(({ turn, giveBack }, index) =>
            turn >= kept && waits[index] === 0 ? giveBack() : undefined,
          ),
        );
      const waitMs = Math.max(0, ...waits);
      if (waitMs > 0) {
        onTry('refused', codes);
        await giveBack(0);
        throw tooMany(waitMs);
      }
      return {
        async end(wrong) {
          onTry('wrong', wrong);
          onTry('right', codes - wrong);
          const counted = Array.from({ length: wrong }, countWrong);
          await Promise.all([giveBack(wrong), ...counted]);
        },
      };
    },
  };
}

/** One for each code; none where nobody is named. */
function placesOf(limiter: RateLimiter, name: string | undefined, codes: number) {
  if (name === undefined) return [];
  return Array.from({ length: codes }, (_, turn) => ({
    turn,
    take: () => limiter.take(name),
    giveBack: () => limiter.giveBack(name),
  }));
}

function tooMany(waitMs: number): AppError {
  const retryAfter = secondsToWait(waitMs);
  const minutes = Math.ceil(retryAfter / 60);
  const detail = `Too many coupon codes that are not valid. Codes can be tried again in ${minutes} minutes.`;
  return new AppError('rate_limited', detail, { retryAfter });
}
