import { asArray, asObject, asString, type JsonObject } from './read-json.ts';

export type Headers = Record<string, string | string[] | undefined>;

/** One header as text, whatever undici made of it. */
export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * How long the provider asks to wait, in milliseconds: `retry-after-ms`, Azure's `x-ms-retry-after-ms`,
 * `retry-after` (seconds or an HTTP date), Google's RetryInfo in the body, Groq's "try again in 7.66s".
 * Undefined when it does not say, or says nonsense. `now` is in milliseconds since 1970.
 */
export function readRetryAfter(
  headers: Headers,
  error: { body: JsonObject; message: string },
  now: number,
): number | undefined {
  return (
    positive(Number(header(headers, 'retry-after-ms'))) ??
    positive(Number(header(headers, 'x-ms-retry-after-ms'))) ??
    readRetryAfterHeader(header(headers, 'retry-after'), now) ??
    readRetryInfo(error.body) ??
    readDuration(/try again in ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)/i.exec(error.message)?.[1])
  );
}

function readRetryAfterHeader(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return positive(seconds * 1000);
  return positive(Date.parse(value) - now);
}

/** google.rpc.RetryInfo: `{ "retryDelay": "0.6s" }` among `error.details`. */
function readRetryInfo(error: JsonObject): number | undefined {
  const delays = asArray(error.details).map((detail) => asString(asObject(detail)?.retryDelay));
  return readDuration(delays.find((delay) => delay !== undefined));
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration as Go prints it (`1m23.5s`, `600ms`) in milliseconds; undefined for none and for nothing. */
export function readDuration(text: string | undefined): number | undefined {
  const parts = [...(text ?? '').matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  return positive(parts.reduce((sum, [, n, unit]) => sum + Number(n) * (UNITS[unit!] ?? 0), 0));
}

function positive(ms: number): number | undefined {
  return Number.isFinite(ms) && ms > 0 ? Math.ceil(ms) : undefined;
}
