import type { RateLimits } from '../model-rate.ts';
import { type Headers, header, readDuration } from './retry-after.ts';

/** The headers of one limit and of what is left of it. */
interface LimitNames {
  limit: string;
  left: string;
}

/** A limit of requests or of tokens in a minute. */
interface MinuteLimit {
  perMinute?: number;
  left?: number;
}

/** Names that say "in a minute": Mistral and Cerebras in the name itself, Anthropic in its documentation. */
const REQUESTS_IN_A_MINUTE: readonly LimitNames[] = [
  named('x-ratelimit', 'requests-minute'),
  named('x-ratelimit', 'req-minute'),
  { limit: 'anthropic-ratelimit-requests-limit', left: 'anthropic-ratelimit-requests-remaining' },
];
const TOKENS_IN_A_MINUTE: readonly LimitNames[] = [
  named('x-ratelimit', 'tokens-minute'),
  named('x-ratelimitbysize', 'minute'),
  { limit: 'anthropic-ratelimit-tokens-limit', left: 'anthropic-ratelimit-tokens-remaining' },
];

/** A period that its rounded numbers put between these, in milliseconds, is a minute. */
const SHORTEST_MINUTE_MS = 45_000;
const LONGEST_MINUTE_MS = 90_000;

/**
 * What the headers of an answer say of limits per minute; limits of an hour, a day or a month are nobody's
 * bucket here (their 429 says how long to wait). `x-ratelimit-limit-requests` and `-tokens` do not name their
 * period: OpenAI means a minute, Groq a day for requests ("always refers to Requests Per Day",
 * console.groq.com/docs/rate-limits). Azure names it in `renewalperiod`. For the others it is worked out:
 * `reset` is how long the bucket takes to be full again, so its period is limit × reset / used, a minute for
 * OpenAI's 3000, 2999, `20ms` and a day for Groq's 14400, 14370, `2m59.56s`. Where that cannot be told,
 * nothing is believed.
 */
export function readRateLimits(headers: Headers): RateLimits {
  const requests =
    readFirst(headers, REQUESTS_IN_A_MINUTE) ?? readUnnamedPeriod(headers, 'requests');
  const tokens = readFirst(headers, TOKENS_IN_A_MINUTE) ?? readUnnamedPeriod(headers, 'tokens');
  return {
    requestsPerMinute: requests?.perMinute,
    requestsLeft: requests?.left,
    tokensPerMinute: tokens?.perMinute,
    tokensLeft: tokens?.left,
  };
}

function named(prefix: string, what: string): LimitNames {
  return { limit: `${prefix}-limit-${what}`, left: `${prefix}-remaining-${what}` };
}

function readFirst(headers: Headers, names: readonly LimitNames[]): MinuteLimit | undefined {
  return names.map((name) => readLimit(headers, name)).find((limit) => limit !== undefined);
}

/** Undefined without a limit, and for one of nothing: that is a refusal in other words. */
function readLimit(headers: Headers, { limit, left }: LimitNames): MinuteLimit | undefined {
  const perMinute = readCount(header(headers, limit));
  if (!perMinute) return undefined;
  return { perMinute, left: readCount(header(headers, left)) };
}

function readUnnamedPeriod(headers: Headers, what: 'requests' | 'tokens'): MinuteLimit | undefined {
  const read = readLimit(headers, named('x-ratelimit', what));
  if (!read) return undefined;
  const seconds = readCount(header(headers, `x-ratelimit-renewalperiod-${what}`));
  const isMinute =
    seconds === undefined
      ? lastsAMinute(read, header(headers, `x-ratelimit-reset-${what}`))
      : seconds === 60;
  return isMinute ? read : undefined;
}

/** Resets are rounded to a millisecond, which is much where limits are high. */
function lastsAMinute({ perMinute = 0, left = perMinute }: MinuteLimit, reset?: string): boolean {
  const resetMs = readReset(reset);
  if (resetMs === undefined || left >= perMinute) return false;
  const periodsPerUsed = perMinute / (perMinute - left);
  const shortestMs = (resetMs - 1) * periodsPerUsed;
  const longestMs = (resetMs + 1) * periodsPerUsed;
  return shortestMs <= LONGEST_MINUTE_MS && longestMs >= SHORTEST_MINUTE_MS;
}

/** A duration (`1s`, `6m0s`, `250ms`), or seconds when it has no unit; in milliseconds. */
function readReset(text: string | undefined): number | undefined {
  const seconds = readCount(text);
  return seconds === undefined ? readDuration(text) : seconds * 1000;
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}(\.\d{1,9})?$/.test(text.trim())
    ? Number(text)
    : undefined;
}
