import { describe, expect, it } from 'vitest';
import { loginLimiter } from '../../../server/admin/login-limiter.ts';
import type { AppError } from '../../../server/errors.ts';
import { fakeRateLimits } from '../../fakes/fake-rate-limits.ts';

function limiterAt(start = 0) {
  let now = start;
  const limiter = loginLimiter(fakeRateLimits({ now: () => new Date(now) }));
  return {
    ...limiter,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    refusal: (names: string[]): Promise<AppError | undefined> =>
      limiter.take(names).then(
        () => undefined,
        (error) => error,
      ),
  };
}

describe('the limit on failed sign-ins', () => {
  it('allows six within five minutes and tells how long to wait', async () => {
    const { take, pass, refusal } = limiterAt();
    for (let count = 0; count < 6; count++) await take(['a']);
    pass(60_000);
    const refused = await refusal(['a']);
    expect(refused?.code).toBe('rate_limited');
    expect(refused?.details.retryAfter).toBe(240);
    pass(240_000);
    expect(await refusal(['a'])).toBeUndefined();
  });

  it('counts every name by itself, and all of them at once', async () => {
    const { take, refusal } = limiterAt();
    for (let count = 0; count < 6; count++) await take(['network', `account ${count}`]);
    expect(await refusal(['elsewhere', 'account 1'])).toBeUndefined();
    expect((await refusal(['network', 'another account']))?.code).toBe('rate_limited');
  });

  it('takes nothing from the names after the one that is refused', async () => {
    const { take, refusal } = limiterAt();
    for (let count = 0; count < 6; count++) await take(['network']);
    for (let count = 0; count < 9; count++) await refusal(['network', 'account']);
    expect(await refusal(['elsewhere', 'account'])).toBeUndefined();
  });

  it('gives back the try of a right password, but not those that failed before', async () => {
    const { take, refusal } = limiterAt();
    for (let count = 0; count < 5; count++) await take(['a']);
    for (let count = 0; count < 20; count++) {
      const giveBack = await take(['a']);
      await giveBack();
    }
    await take(['a']);
    expect((await refusal(['a']))?.code).toBe('rate_limited');
  });
});
