import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, wholeNumber } from './columns.ts';

/** What belongs to no store and to nobody. */

export const rateLimit = pgTable('rate_limit', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  expire: wholeNumber('expire'),
});

export const secretKeyUse = pgTable('secret_key_use', {
  onlyOne: boolean('only_one').primaryKey().default(true),
  fingerprint: text('fingerprint').notNull(),
  since: moment('since').notNull().defaultNow(),
});
