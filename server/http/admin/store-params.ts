import { z } from 'zod';

/** Path and query fields that the admin's routes share. */
export const StoreParams = z.object({ key: z.string() });

/** Any text: what is not an id of ours is not found, like an id of another store. */
export const ItemParams = z.object({ key: z.string(), id: z.string() });

export const IdParams = z.object({ id: z.string() });

export const VersionHeaders = z.object({
  'if-match': z
    .string()
    .optional()
    .describe('Required: the ETag of the version that was changed, like "7".'),
});

export const Cursor = z.string().min(1).max(500).optional();

export function isUuid(text: string): boolean {
  return z.uuid().safeParse(text).success;
}
