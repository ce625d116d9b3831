import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { MessagePart } from '../../../shared/message.ts';
import { bytea, createdAt, moment, updatedAt } from './columns.ts';

/** What shoppers and the assistant say to each other, with photos. */

export const conversation = pgTable('conversation', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  clientId: text('client_id').notNull(),
  title: text('title').notNull().default(''),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export const message = pgTable('message', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  conversationId: uuid('conversation_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  clientId: text('client_id').notNull(),
  role: text('role').$type<'user' | 'assistant'>().notNull(),
  parts: jsonb('parts').$type<MessagePart[]>().notNull().default([]),
  status: text('status')
    .$type<'running' | 'done' | 'stopped' | 'failed' | 'superseded'>()
    .notNull(),
  contentHash: bytea('content_hash'),
  rating: text('rating').$type<'up' | 'down'>(),
  ratingComment: text('rating_comment'),
  createdAt: createdAt(),
});

export const image = pgTable('image', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  mediaType: text('media_type').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: integer('bytes').notNull(),
  sha256: bytea('sha256').notNull(),
  sentBytes: integer('sent_bytes'),
  print: bytea('print'),
  createdAt: createdAt(),
});

export const imageRemoval = pgTable('image_removal', {
  imageId: uuid('image_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  dueAt: moment('due_at').notNull().defaultNow(),
});
