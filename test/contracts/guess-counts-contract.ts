import { describe, expect, test } from 'vitest';
import type { GuessCounts } from '../../server/shop/coupon-guesses.ts';

/** What every place for counts does, in memory or in Postgres. */
export function describeGuessCounts(name: string, create: () => GuessCounts): void {
  describe(name, () => {
    test('count up to the limit, whoever asks at once', async () => {
      const counts = create();
      const of = crypto.randomUUID();
      const waits = await Promise.all(
        Array.from({ length: 25 }, () => counts.take(of, { times: 1, limit: 10 })),
      );
      expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
      for (const wait of waits.filter(Boolean)) expect(wait).toBeLessThanOrEqual(3_600_000);
      expect(await counts.take(crypto.randomUUID(), { times: 1, limit: 10 })).toBe(0);
    });

    test('count nothing for who is refused, and less for who gives back', async () => {
      const counts = create();
      const of = crypto.randomUUID();
      expect(await counts.take(of, { times: 8, limit: 10 })).toBe(0);
      expect(await counts.take(of, { times: 3, limit: 10 })).toBeGreaterThan(0);
      expect(await counts.take(of, { times: 2, limit: 10 })).toBe(0);
      await counts.giveBack(of, 4);
      expect(await counts.take(of, { times: 5, limit: 10 })).toBeGreaterThan(0);
      expect(await counts.take(of, { times: 4, limit: 10 })).toBe(0);
    });
  });
}
