import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, moment, updatedAt, version, wholeNumber } from './columns.ts';

/** Coupons, and what redeeming them leaves. */

export const coupon = pgTable('coupon', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  percentBasisPoints: integer('percent_basis_points'),
  percentCap: wholeNumber('percent_cap'),
  amount: wholeNumber('amount'),
  minimumSubtotal: wholeNumber('minimum_subtotal'),
  categoryValues: text('category_values').array(),
  productIds: uuid('product_ids').array(),
  startsAt: moment('starts_at'),
  endsAt: moment('ends_at'),
  usageLimit: integer('usage_limit'),
  timesUsed: integer('times_used').notNull().default(0),
  perCustomerLimit: integer('per_customer_limit'),
  firstOrderOnly: boolean('first_order_only').notNull().default(false),
  combinable: boolean('combinable').notNull().default(false),
  active: boolean('active').notNull().default(true),
  version: version(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

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
