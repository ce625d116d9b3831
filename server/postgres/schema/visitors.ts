import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, moment } from './columns.ts';

/** Shoppers. */

export const visitor = pgTable('visitor', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  tokenHash: bytea('token_hash').notNull(),
  customerRef: text('customer_ref'),
  createdAt: createdAt(),
  expiresAt: moment('expires_at').notNull(),
  erasedAt: moment('erased_at'),
  network: text('network'),
});

export const visitorToken = pgTable('visitor_token', {
  tokenHash: bytea('token_hash').primaryKey(),
  storeId: uuid('store_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  createdAt: createdAt(),
  expiresAt: moment('expires_at').notNull(),
});

export const visitorMerge = pgTable('visitor_merge', {
  visitorId: uuid('visitor_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  intoId: uuid('into_id').notNull(),
  createdAt: createdAt(),
});
