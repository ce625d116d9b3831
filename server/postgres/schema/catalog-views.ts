import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, moment, wholeNumber } from './columns.ts';

/** What is kept of products so that they are listed, shown and found quickly. The words of searches are asked in SQL alone. */

export const productListing = pgTable('product_listing', {
  productId: uuid('product_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  minPrice: wholeNumber('min_price'),
  maxPrice: wholeNumber('max_price'),
  stock: wholeNumber('stock'),
  availabilities: text('availabilities').array().notNull(),
  hasPicture: boolean('has_picture').notNull(),
  hasCategory: boolean('has_category').notNull(),
});

export const catalogPicture = pgTable('catalog_picture', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: integer('bytes').notNull(),
  createdAt: createdAt(),
  usedAt: moment('used_at'),
});

export const pictureTrait = pgTable(
  'picture_trait',
  {
    storeId: uuid('store_id').notNull(),
    productId: uuid('product_id').notNull(),
    url: text('url').notNull(),
    space: text('space').notNull(),
    sha256: bytea('sha256').notNull(),
    value: bytea('value').notNull(),
    detail: bytea('detail'),
    updatedAt: moment('updated_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.productId, table.url, table.space] })],
);

export const pictureSpace = pgTable(
  'picture_space',
  {
    storeId: uuid('store_id').notNull(),
    space: text('space').notNull(),
    completedAt: moment('completed_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.space] })],
);

export const photoMean = pgTable(
  'photo_mean',
  {
    storeId: uuid('store_id').notNull(),
    space: text('space').notNull(),
    photos: integer('photos').notNull(),
    mean: bytea('mean').notNull(),
    updatedAt: moment('updated_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.space] })],
);

export const productEmbedding = pgTable('product_embedding', {
  productId: uuid('product_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  space: text('space').notNull(),
  revision: integer('revision').notNull().default(1),
  embedded: integer('embedded').notNull().default(0),
  contentHash: bytea('content_hash'),
  vector: bytea('vector'),
  claimedUntil: moment('claimed_until'),
  updatedAt: moment('updated_at').notNull().default(sql`clock_timestamp()`),
});
