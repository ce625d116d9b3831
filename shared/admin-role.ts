import { z } from 'zod';

/** Viewers read, editors change what a store sells and says, owners also manage people, keys and money. */
export const AdminRole = z.enum(['owner', 'editor', 'viewer']);
export type AdminRole = z.infer<typeof AdminRole>;
