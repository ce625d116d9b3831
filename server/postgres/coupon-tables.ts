import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, moment, updatedAt, wholeNumber } from './columns.ts';

/** What redeeming coupons leaves; the coupons themselves are in `schema.ts`. */

export const couponOrder = pgTable('coupon_order', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  orderId: text('order_id').notNull(),
  quoteId: uuid('quote_id').notNull(),
  customer: bytea('customer'),
  status: text('status', { enum: ['reserved', 'confirmed', 'cancelled', 'expired'] }).notNull(),
  reservedUntil: moment('reserved_until'),
  currency: text('currency').notNull(),
  subtotal: wholeNumber('subtotal').notNull(),
  discount: wholeNumber('discount').notNull(),
  total: wholeNumber('total').notNull(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const couponRedemption = pgTable(
  'coupon_redemption',
  {
    couponOrderId: uuid('coupon_order_id').notNull(),
    position: integer('position').notNull(),
    storeId: uuid('store_id').notNull(),
    code: text('code').notNull(),
    couponId: uuid('coupon_id'),
    customer: bytea('customer'),
    amount: wholeNumber('amount').notNull(),
    inUse: boolean('in_use').notNull().default(true),
  },
  (table) => [primaryKey({ columns: [table.couponOrderId, table.position] })],
);

export const secretKeyUse = pgTable('secret_key_use', {
  onlyOne: boolean('only_one').primaryKey().default(true),
  fingerprint: text('fingerprint').notNull(),
  since: moment('since').notNull().defaultNow(),
});
