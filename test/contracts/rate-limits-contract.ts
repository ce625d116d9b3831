import { expect, it } from 'vitest';
import type { RateLimit, RateLimits } from '../../server/shop/rate-limits.ts';

export interface RateLimitsUnderTest {
  rateLimits: RateLimits;
  /** As if so much time had passed. */
  pass(milliseconds: number): Promise<void> | void;
}

/** What every way of counting must do. */
export function rateLimitsContract(open: () => RateLimitsUnderTest): void {
  let opened = 0;
  function limiterOf(times: number, limit: Partial<RateLimit> = {}) {
    const { rateLimits, pass } = open();
    opened += 1;
    const of = `tries ${opened}`;
    return { ...rateLimits.limiter({ of, times, seconds: 60, ...limit }), pass };
  }

  it('lets through as often as allowed, and then tells how long to wait', async () => {
    const { take } = limiterOf(2);
    expect([await take('a'), await take('a')]).toEqual([0, 0]);
    const waitMs = await take('a');
    expect(waitMs).toBeGreaterThan(55_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });

  it('counts every name by itself', async () => {
    const { take } = limiterOf(1);
    expect([await take('a'), await take('b')]).toEqual([0, 0]);
    expect(await take('a')).toBeGreaterThan(0);
  });

  it('counts what is limited apart', async () => {
    const { rateLimits } = open();
    const [one, other] = ['one thing', 'another'].map((of) =>
      rateLimits.limiter({ of, times: 1, seconds: 60 }),
    );
    expect([await one!.take('a'), await other!.take('a')]).toEqual([0, 0]);
  });

  it('gives a place back', async () => {
    const { take, giveBack } = limiterOf(1);
    await take('a');
    await giveBack('a');
    expect(await take('a')).toBe(0);
    expect(await take('a')).toBeGreaterThan(0);
  });

  it('begins anew when the window is over', async () => {
    const { take, pass } = limiterOf(1);
    await take('a');
    await pass(60_000);
    expect(await take('a')).toBe(0);
  });

  it('never lets more through than allowed, however many come at once', async () => {
    const { take } = limiterOf(5);
    const waits = await Promise.all(Array.from({ length: 50 }, () => take('a')));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
  });
}
