import { beforeEach, describe, expect, test } from 'vitest';
import {
  type CouponGuesses,
  couponGuesses,
  WRONG_CODES_PER_HOUR,
} from '../../../server/shop/coupon-guesses.ts';
import { fakeGuessCounts } from '../../fakes/fake-guess-counts.ts';

let now: number;
let alarms: number;
let tries: Record<string, number>;
let guesses: CouponGuesses;

beforeEach(() => {
  now = 0;
  alarms = 0;
  tries = { right: 0, wrong: 0, refused: 0 };
  guesses = couponGuesses({
    counts: fakeGuessCounts({ now: () => new Date(now) }),
    onTry: (outcome, codes) => {
      tries[outcome]! += codes;
    },
    onAlarm: () => {
      alarms += 1;
    },
  });
});

/** Tries one code; whether it was let through. */
async function tryCode(who: { visitorId?: string; network?: string }, wrong: 0 | 1 = 1) {
  try {
    await (await guesses.begin(who, 1)).end(wrong);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'rate_limited' });
    return false;
  }
}

async function countAllowed(times: number, who: (index: number) => Parameters<typeof tryCode>[0]) {
  let allowed = 0;
  for (let index = 0; index < times; index += 1) if (await tryCode(who(index))) allowed += 1;
  return allowed;
}

describe('wrong codes', () => {
  test('are ten an hour for a visitor, whatever network they come from', async () => {
    expect(await countAllowed(1_000, (index) => ({ visitorId: 'v', network: `n${index}` }))).toBe(
      10,
    );
    expect(await tryCode({ visitorId: 'another', network: 'another' })).toBe(true);
    now += 3_600_001;
    expect(await tryCode({ visitorId: 'v', network: 'later' })).toBe(true);
  });

  test('are thirty an hour for a network, whoever its visitors are', async () => {
    expect(await countAllowed(1_000, (index) => ({ visitorId: `v${index}`, network: 'n' }))).toBe(
      30,
    );
    expect(await tryCode({ network: 'n' })).toBe(false);
  });

  test('are refused with the seconds to wait, and so is a right one then', async () => {
    await countAllowed(10, () => ({ visitorId: 'v' }));
    const refused = guesses.begin({ visitorId: 'v' }, 1);
    await expect(refused).rejects.toMatchObject({ details: { retryAfter: 3_600 } });
    expect(await tryCode({ visitorId: 'v' }, 0)).toBe(false);
  });

  test('at once are no more than one after the other', async () => {
    const all = Array.from({ length: 50 }, () => tryCode({ visitorId: 'v', network: 'n' }));
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(10);
  });

  test('raise one alarm an hour when there are too many in all', async () => {
    const many = WRONG_CODES_PER_HOUR.alarm + 500;
    await countAllowed(many, (index) => ({ visitorId: `v${index}`, network: `n${index}` }));
    expect(alarms).toBe(1);
    expect(tries).toEqual({ right: 0, wrong: many, refused: 0 });
  });
});

test('right codes do not count', async () => {
  const who = { visitorId: 'v', network: 'n' };
  for (let index = 0; index < 100; index += 1) expect(await tryCode(who, 0)).toBe(true);
  expect(await countAllowed(100, () => who)).toBe(10);
});

test('several codes at once need room for all of them', async () => {
  const who = { visitorId: 'v', network: 'n' };
  await (await guesses.begin(who, 5)).end(2);
  await (await guesses.begin(who, 5)).end(4);
  await expect(guesses.begin(who, 5)).rejects.toMatchObject({ code: 'rate_limited' });
  expect(await countAllowed(10, () => who)).toBe(4);
});
