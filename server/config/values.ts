/** What settings are made of. Each message goes on after the name of the setting. */
import { z } from 'zod';

/** Without a slash at the end. */
export const WebUrl = z
  .url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' })
  .transform((url) => url.replace(/\/+$/, ''));

/** From a file, a key ends with a line break, which no header takes. */
export const Word = z.string().trim();

/** What a header takes, in one line. */
export const Key = Word.regex(/^[\x20-\x7e]*$/, 'has a character that no key has');

export function whole(least: number, most: number) {
  return z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);
}

export const MillisecondsOrNone = z.coerce
  .number('must be a number of milliseconds')
  .int('must be a whole number of milliseconds')
  .min(0, 'must not be negative')
  .max(600_000, 'must be at most 600000 milliseconds');
export const Milliseconds = MillisecondsOrNone.min(1, 'must be at least 1 millisecond');

export const Dollars = z.coerce
  .number('must be a number of US dollars')
  .min(0, 'must not be negative')
  .max(1_000_000, 'must be at most 1000000 US dollars');

export const Count = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be at least 1');
