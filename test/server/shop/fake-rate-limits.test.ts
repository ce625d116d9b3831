import { describe } from 'vitest';
import { rateLimitsContract } from '../../contracts/rate-limits-contract.ts';
import { fakeRateLimits } from '../../fakes/fake-rate-limits.ts';

describe('rate limits in memory', () => {
  rateLimitsContract(() => {
    let now = 0;
    return {
      rateLimits: fakeRateLimits({ now: () => new Date(now) }),
      pass: (milliseconds) => {
        now += milliseconds;
      },
    };
  });
});
