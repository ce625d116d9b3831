import { expect, test } from 'vitest';
import { readRetryAfter } from '../../../../server/model/wire/retry-after.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const silent = { body: {}, message: '' };

test.each<[Record<string, string>, number | undefined]>([
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '0.25' }, 250],
  [{ 'retry-after': 'Sun, 01 Mar 2026 12:00:03 GMT' }, 3_000],
  [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': '20', 'retry-after-ms': '300' }, 300],
  [{ 'retry-after': '1', 'retry-after-ms': '0' }, 1_000],
  [{ 'x-ms-retry-after-ms': '300' }, 300],
  [{}, undefined],
])('reads the wait from %j', (headers, expected) => {
  expect(readRetryAfter(headers, silent, now)).toBe(expected);
});

test("reads Google's RetryInfo", () => {
  const details = [{ '@type': 'QuotaFailure' }, { '@type': 'RetryInfo', retryDelay: '0.6s' }];
  expect(readRetryAfter({}, { body: { details }, message: '' }, now)).toBe(600);
});

test.each([
  ['Please try again in 7.66s.', 7_660],
  ['Please try again in 1m2s. Visit us', 62_000],
  ['Please try again in 120ms.', 120],
  ['Please try again later.', undefined],
])('reads the wait from the words "%s"', (message, expected) => {
  expect(readRetryAfter({}, { body: {}, message }, now)).toBe(expected);
});
