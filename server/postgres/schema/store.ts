import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import type { StoreSettings } from '../../../shared/store.ts';
import { createdAt, updatedAt, version } from './columns.ts';

/** A shop. */

export const store = pgTable('store', {
  id: uuid('id').primaryKey(),
  key: text('key').notNull(),
  name: text('name').notNull(),
  currency: text('currency').notNull(),
  locale: text('locale').notNull(),
  timeZone: text('time_zone').notNull().default('UTC'),
  allowedOrigins: text('allowed_origins').array().notNull().default([]),
  settings: jsonb('settings').$type<z.input<typeof StoreSettings>>().notNull().default({}),
  identitySecret: text('identity_secret').notNull(),
  version: version(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});
