import { z } from 'zod';

/** Text that Postgres can keep: neither NUL nor half a surrogate pair. */
export const plainText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'), 'must not contain the NUL character')
    .refine((text) => text.isWellFormed(), 'must be valid Unicode');

/** The same with something in it beside spaces, which are cut off at both ends. */
export const filledText = (max: number) =>
  plainText(max)
    .transform((text) => text.trim())
    .refine((text) => text !== '', 'must not be empty');
