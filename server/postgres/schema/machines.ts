import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, moment } from './columns.ts';

/** What other systems push, and their requests that may come twice. */

export const productPush = pgTable('product_push', {
  productId: uuid('product_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  firstVersion: integer('first_version').notNull(),
  lastVersion: integer('last_version').notNull(),
});

export const variantPush = pgTable('variant_push', {
  variantId: uuid('variant_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  productId: uuid('product_id').notNull(),
  version: integer('version').notNull(),
});

export const variantMoment = pgTable('variant_moment', {
  variantId: uuid('variant_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  stockAt: moment('stock_at'),
  priceAt: moment('price_at'),
});

export const webhookSecret = pgTable('webhook_secret', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  secret: bytea('secret').notNull(),
  createdAt: createdAt(),
});

export const machineRequest = pgTable(
  'machine_request',
  {
    storeId: uuid('store_id').notNull(),
    kind: text('kind').$type<'webhook' | 'upsert'>().notNull(),
    name: text('name').notNull(),
    bodyHash: bytea('body_hash').notNull(),
    answer: jsonb('answer'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.kind, table.name] })],
);
