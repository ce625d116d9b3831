import { describe, expect, it } from 'vitest';
import { loginLimiter } from '../../../server/admin/login-limiter.ts';
import { AppError } from '../../../server/errors.ts';

function limiterAt(start = 0) {
  let now = start;
  const limiter = loginLimiter({ now: () => new Date(now) });
  return {
    ...limiter,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

function refusal(take: () => unknown): AppError | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error : undefined;
  }
}

describe('the limit on failed sign-ins', () => {
  it('allows six within five minutes and tells how long to wait', () => {
    const limiter = limiterAt();
    for (let count = 0; count < 6; count++) limiter.take(['a']);
    limiter.pass(60_000);
    const refused = refusal(() => limiter.take(['a']));
    expect(refused?.code).toBe('rate_limited');
    expect(refused?.details.retryAfter).toBe(240);
    limiter.pass(240_000);
    expect(refusal(() => limiter.take(['a']))).toBeUndefined();
  });

  it('counts every name by itself, and all of them at once', () => {
    const limiter = limiterAt();
    for (let count = 0; count < 6; count++) limiter.take([`account ${count}`, 'network']);
    expect(refusal(() => limiter.take(['account 1', 'elsewhere']))).toBeUndefined();
    expect(refusal(() => limiter.take(['another account', 'network']))?.code).toBe('rate_limited');
  });

  it('takes nothing from the other names when one is refused', () => {
    const limiter = limiterAt();
    for (let count = 0; count < 6; count++) limiter.take(['network']);
    for (let count = 0; count < 9; count++) refusal(() => limiter.take(['account', 'network']));
    expect(refusal(() => limiter.take(['account', 'elsewhere']))).toBeUndefined();
  });

  it('gives back the try of a right password, but not those that failed before', () => {
    const limiter = limiterAt();
    for (let count = 0; count < 5; count++) limiter.take(['a']);
    for (let count = 0; count < 20; count++) limiter.take(['a'])();
    limiter.take(['a']);
    expect(refusal(() => limiter.take(['a']))?.code).toBe('rate_limited');
  });
});
