import { z } from 'zod';
import { filledText } from './plain-text.ts';

/** What a store is, as its owners say it. */

/** Stands in the script tag and in addresses, and never changes. */
export const StoreKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be small letters, digits and hyphens, at most 63');

/** ISO 4217. */
export const Currency = z
  .string()
  .max(3)
  .transform((text) => text.toUpperCase())
  .refine(isCurrency, 'must be a currency like USD');

/** BCP 47. */
export const Locale = z
  .string()
  .max(35)
  .refine(isLocale, 'must be a language like en or vi-VN')
  .transform((text) => Intl.getCanonicalLocales(text)[0] ?? text);

/** IANA. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be a time zone like Asia/Ho_Chi_Minh');

export const StoreName = filledText(200);

export const NewStore = z.strictObject({
  key: StoreKey,
  name: StoreName,
  currency: Currency,
  locale: Locale,
  time_zone: TimeZone.default('UTC'),
});
export type NewStore = z.output<typeof NewStore>;

function isCurrency(text: string): boolean {
  return Intl.supportedValuesOf('currency').includes(text);
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
