import { AppError } from '../errors.ts';
import { secondsToWait } from './rate-limits.ts';
import type { ShopperIdentity } from './shoppers.ts';

/** How many codes that are not valid somebody may try in an hour; right ones do not count. */
export const WRONG_CODES_PER_HOUR = { visitor: 10, network: 30, alarm: 1_000 } as const;

/**
 * Counts of one hour each, shared by all processes. Unlike those of requests (`RateLimits`) they take several at once, and
 * who is refused has not been counted: a cart with five codes that found room for three does not cost a later one its try.
 */
export interface GuessCounts {
  /** Counts `times` for `name` where that stays within `limit`: 0. Else counts nothing: the milliseconds to wait. */
  take(name: string, count: { times: number; limit: number }): Promise<number>;
  /** Takes back what was counted. */
  giveBack(name: string, times: number): Promise<void>;
}

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
  counts: GuessCounts;
  /** Hears of every code that was tried. */
  onTry(outcome: 'right' | 'wrong' | 'refused', codes: number): void;
  /** The whole installation was asked for too many wrong codes within an hour: told once for each. */
  onAlarm(): void;
}

/** By the limits of WRONG_CODES_PER_HOUR: of a visitor, of a network, and, for the alarm only, of all together. */
export function couponGuesses({ counts, onTry, onAlarm }: CouponGuessesDeps): CouponGuesses {
  async function countWrong(times: number): Promise<void> {
    const limit = WRONG_CODES_PER_HOUR.alarm;
    if ((await counts.take('wrong coupon codes in all', { times, limit })) === 0) return;
    if ((await counts.take('coupon alarms', { times: 1, limit: 1 })) === 0) onAlarm();
  }

  return {
    async begin(shopper, codes) {
      const places = placesOf(shopper);
      const waits = await Promise.all(
        places.map(({ name, limit }) => counts.take(name, { times: codes, limit })),
      );
      const giveBack = (times: number) =>
        Promise.all(
          places.map(({ name }, index) =>
            waits[index] === 0 ? counts.giveBack(name, times) : undefined,
          ),
        );
      const waitMs = Math.max(0, ...waits);
      if (waitMs > 0) {
        onTry('refused', codes);
        await giveBack(codes);
        throw tooMany(waitMs);
      }
      return {
        async end(wrong) {
          onTry('wrong', wrong);
          onTry('right', codes - wrong);
          const all = wrong > 0 ? countWrong(wrong) : undefined;
          await Promise.all([wrong < codes && giveBack(codes - wrong), all]);
        },
      };
    },
  };
}

/** Whose count a code is: nobody's who is not named. */
function placesOf({ visitorId, network }: ShopperIdentity) {
  const { visitor, network: ofNetwork } = WRONG_CODES_PER_HOUR;
  return [
    visitorId !== undefined && {
      name: `wrong coupon codes of visitor ${visitorId}`,
      limit: visitor,
    },
    network !== undefined && { name: `wrong coupon codes of network ${network}`, limit: ofNetwork },
  ].filter((place) => place !== false);
}

function tooMany(waitMs: number): AppError {
  const retryAfter = secondsToWait(waitMs);
  const minutes = Math.ceil(retryAfter / 60);
  const detail = `Too many coupon codes that are not valid. Codes can be tried again in ${minutes} minutes.`;
  return new AppError('rate_limited', detail, { retryAfter });
}
