import {
  boolean,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  AvailabilityStatus,
  ProductOption,
  Rating,
  SelectedOption,
  Variant,
} from '../../../shared/product.ts';
import { createdAt, updatedAt, version, wholeNumber } from './columns.ts';

/** What a shop sells. */

export const category = pgTable('category', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  value: text('value').notNull(),
  taxonomy: text('taxonomy'),
});

export const product = pgTable('product', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  handle: text('handle').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull().default(''),
  url: text('url'),
  brand: text('brand'),
  tags: text('tags').array().notNull().default([]),
  options: jsonb('options').$type<ProductOption[]>().notNull().default([]),
  attributes: json('attributes').$type<Record<string, string>>().notNull().default({}),
  rating: jsonb('rating').$type<Rating>(),
  externalId: text('external_id'),
  metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull().default({}),
  version: version(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const productCategory = pgTable(
  'product_category',
  {
    storeId: uuid('store_id').notNull(),
    productId: uuid('product_id').notNull(),
    categoryId: uuid('category_id').notNull(),
    position: integer('position').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.productId, table.categoryId] })],
);

export const variant = pgTable('variant', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  productId: uuid('product_id').notNull(),
  position: integer('position').notNull(),
  sku: text('sku'),
  title: text('title').notNull(),
  price: wholeNumber('price').notNull(),
  listPrice: wholeNumber('list_price'),
  stock: integer('stock'),
  available: boolean('available').notNull(),
  availabilityStatus: text('availability_status').$type<AvailabilityStatus>().notNull(),
  options: jsonb('options').$type<SelectedOption[]>().notNull().default([]),
  barcodes: jsonb('barcodes').$type<NonNullable<Variant['barcodes']>>().notNull().default([]),
  metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull().default({}),
});

export const media = pgTable('media', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  productId: uuid('product_id').notNull(),
  /** Null for the pictures of the product as a whole. */
  variantId: uuid('variant_id'),
  position: integer('position').notNull(),
  type: text('type').notNull(),
  url: text('url').notNull(),
  altText: text('alt_text'),
  width: integer('width'),
  height: integer('height'),
});
