import { sql } from 'drizzle-orm';
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
import type { z } from 'zod';
import type { ApiKeyScope } from '../../shared/admin-people.ts';
import type { AdminRole } from '../../shared/admin-role.ts';
import type {
  ImportFailure,
  ImportFieldChange,
  ImportRowKind,
  ImportStatus,
  MissingProducts,
} from '../../shared/catalog-import.ts';
import type { Chunk, UnnumberedDataPart } from '../../shared/chunk.ts';
import type { MessagePart } from '../../shared/message.ts';
import type { PageContext } from '../../shared/page-context.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import type {
  AvailabilityStatus,
  ProductOption,
  Rating,
  SelectedOption,
  Variant,
} from '../../shared/product.ts';
import type { StoreSettings } from '../../shared/store.ts';
import type { Actor, AuditAction } from '../admin/audit.ts';
import type { JsonValue } from '../admin/json-value.ts';
import type { ModelEndReason, ModelToolCall } from '../model/model-client.ts';
import type {
  CatalogFormat,
  FileProblem,
  WantedFormat,
} from '../shop/catalog-files/catalog-file.ts';
import { bytea, createdAt, moment, updatedAt, version, wholeNumber } from './columns.ts';

/**
 * The tables as drizzle sees them. `migrations/` makes them and holds every key, check and index;
 * this file only names columns and types, and a test compares it with a migrated database.
 */

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

/** The tokens of other devices; the newest one stands in `visitor`. */
export const visitorToken = pgTable('visitor_token', {
  tokenHash: bytea('token_hash').primaryKey(),
  storeId: uuid('store_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  createdAt: createdAt(),
  expiresAt: moment('expires_at').notNull(),
});

/** Who is another visitor now. */
export const visitorMerge = pgTable('visitor_merge', {
  visitorId: uuid('visitor_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  intoId: uuid('into_id').notNull(),
  createdAt: createdAt(),
});

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

export const turn = pgTable('turn', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  conversationId: uuid('conversation_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  questionId: uuid('question_id').notNull(),
  answerId: uuid('answer_id').notNull(),
  status: text('status').$type<'running' | 'done' | 'stopped' | 'failed'>().notNull(),
  failureCode: text('failure_code').$type<TurnFailureCode>(),
  model: text('model'),
  inputTokens: integer('input_tokens').notNull().default(0),
  outputTokens: integer('output_tokens').notNull().default(0),
  costMicros: wholeNumber('cost_micros'),
  stopRequested: boolean('stop_requested').notNull().default(false),
  leaseOwner: uuid('lease_owner'),
  leaseUntil: moment('lease_until'),
  takeovers: integer('takeovers').notNull().default(0),
  startedAt: moment('started_at').notNull().defaultNow(),
  firstTextAt: moment('first_text_at'),
  finishedAt: moment('finished_at'),
  endpoint: text('endpoint'),
  run: integer('run').notNull().default(0),
  readElsewhereUntil: moment('read_elsewhere_until'),
  readUntil: moment('read_until').notNull().default(sql`now() + interval '30 seconds'`),
  hasEvents: boolean('has_events').notNull().default(true),
  context: jsonb('context').$type<PageContext>(),
});

export const turnStep = pgTable(
  'turn_step',
  {
    turnId: uuid('turn_id').notNull(),
    storeId: uuid('store_id').notNull(),
    step: integer('step').notNull(),
    text: text('text').notNull(),
    toolCalls: jsonb('tool_calls').$type<ModelToolCall[]>().notNull(),
    reason: text('reason').$type<ModelEndReason>().notNull(),
    model: text('model'),
    endpoint: text('endpoint'),
    echo: jsonb('echo'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.turnId, table.step] })],
);

export const turnEvent = pgTable(
  'turn_event',
  {
    turnId: uuid('turn_id').notNull(),
    storeId: uuid('store_id').notNull(),
    seq: integer('seq').notNull(),
    chunk: jsonb('chunk').$type<Chunk>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.turnId, table.seq] })],
);

export const toolCall = pgTable(
  'tool_call',
  {
    turnId: uuid('turn_id').notNull(),
    storeId: uuid('store_id').notNull(),
    callId: text('call_id').notNull(),
    step: integer('step').notNull(),
    name: text('name').notNull(),
    input: jsonb('input'),
    output: jsonb('output'),
    error: text('error'),
    durationMs: integer('duration_ms'),
    createdAt: createdAt(),
    show: jsonb('show').$type<UnnumberedDataPart>(),
  },
  (table) => [primaryKey({ columns: [table.turnId, table.callId] })],
);

export const image = pgTable('image', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  visitorId: uuid('visitor_id').notNull(),
  mediaType: text('media_type').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  bytes: integer('bytes').notNull(),
  sha256: bytea('sha256').notNull(),
  createdAt: createdAt(),
});

export const imageRemoval = pgTable('image_removal', {
  imageId: uuid('image_id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  dueAt: moment('due_at').notNull().defaultNow(),
});

export const admin = pgTable('admin', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: createdAt(),
  disabledAt: moment('disabled_at'),
  role: text('role').$type<AdminRole>().notNull().default('owner'),
});

export const adminInvitation = pgTable('admin_invitation', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  role: text('role').$type<AdminRole>().notNull(),
  tokenHash: bytea('token_hash').notNull(),
  invitedBy: text('invited_by').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
  revokedAt: moment('revoked_at'),
});

export const adminSession = pgTable('admin_session', {
  tokenHash: bytea('token_hash').primaryKey(),
  adminId: uuid('admin_id').notNull(),
  createdAt: createdAt(),
  lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  id: uuid('id').notNull().default(sql`gen_random_uuid()`),
  network: text('network'),
  userAgent: text('user_agent'),
  rotatedAt: moment('rotated_at').notNull().defaultNow(),
  previousHash: bytea('previous_hash'),
  previousUntil: moment('previous_until'),
});

export const apiKey = pgTable('api_key', {
  id: uuid('id').primaryKey(),
  /** Null: every store of the installation. */
  storeId: uuid('store_id'),
  name: text('name').notNull(),
  keyHash: bytea('key_hash').notNull(),
  createdAt: createdAt(),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
  /** The database's default is for keys that an older version makes: everything. */
  scopes: text('scopes').array().$type<ApiKeyScope[]>().notNull().default([]),
  expiresAt: moment('expires_at'),
});

export const productPicture = pgTable('product_picture', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  productId: uuid('product_id').notNull(),
  url: text('url').notNull(),
  space: text('space').notNull(),
  sha256: bytea('sha256').notNull(),
  summary: bytea('summary').notNull(),
  detail: bytea('detail').notNull(),
  updatedAt: updatedAt(),
});

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

export const rateLimit = pgTable('rate_limit', {
  key: text('key').primaryKey(),
  points: integer('points').notNull().default(0),
  expire: wholeNumber('expire'),
});

export const auditEntry = pgTable('audit_entry', {
  id: uuid('id').primaryKey(),
  /** Null: the installation's. */
  storeId: uuid('store_id'),
  at: moment('at').notNull().default(sql`clock_timestamp()`),
  actorKind: text('actor_kind').$type<Actor['kind']>().notNull(),
  actorId: uuid('actor_id'),
  actorName: text('actor_name').notNull(),
  action: text('action').$type<AuditAction>().notNull(),
  subjectId: text('subject_id'),
  subjectName: text('subject_name').notNull(),
  subjectVersion: integer('subject_version'),
  before: jsonb('before').$type<JsonValue>(),
  after: jsonb('after').$type<JsonValue>(),
  groupId: uuid('group_id'),
  undoes: uuid('undoes'),
});

export const catalogImport = pgTable('catalog_import', {
  id: uuid('id').primaryKey(),
  storeId: uuid('store_id').notNull(),
  status: text('status').$type<ImportStatus>().notNull(),
  actorKind: text('actor_kind').$type<Actor['kind']>().notNull(),
  actorId: uuid('actor_id'),
  actorName: text('actor_name').notNull(),
  fileName: text('file_name').notNull(),
  wantedFormat: text('wanted_format').$type<WantedFormat>().notNull(),
  format: text('format').$type<CatalogFormat>(),
  bytes: wholeNumber('bytes').notNull().default(0),
  records: integer('records').notNull().default(0),
  pricePoints: integer('price_points').notNull().default(0),
  priceCommas: integer('price_commas').notNull().default(0),
  missing: text('missing').$type<MissingProducts>().notNull().default('leave'),
  products: integer('products'),
  reached: integer('reached').notNull().default(0),
  newProducts: integer('new_products').notNull().default(0),
  changedProducts: integer('changed_products').notNull().default(0),
  unchangedProducts: integer('unchanged_products').notNull().default(0),
  refusedProducts: integer('refused_products').notNull().default(0),
  written: integer('written').notNull().default(0),
  missingFound: integer('missing_found'),
  missingDone: integer('missing_done'),
  failure: text('failure').$type<ImportFailure>(),
  failureLine: integer('failure_line'),
  cancelRequested: boolean('cancel_requested').notNull().default(false),
  leaseOwner: uuid('lease_owner'),
  leaseUntil: moment('lease_until'),
  createdAt: createdAt(),
  readyAt: moment('ready_at'),
  startedAt: moment('started_at'),
  finishedAt: moment('finished_at'),
});

export const catalogImportRecord = pgTable(
  'catalog_import_record',
  {
    storeId: uuid('store_id').notNull(),
    importId: uuid('import_id').notNull(),
    seq: integer('seq').notNull(),
    groupKey: text('group_key').notNull(),
    alias: text('alias'),
    line: integer('line').notNull(),
    cells: text('cells').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.seq] })],
);

export const catalogImportProduct = pgTable(
  'catalog_import_product',
  {
    storeId: uuid('store_id').notNull(),
    importId: uuid('import_id').notNull(),
    position: integer('position').notNull(),
    groupKey: text('group_key').notNull(),
    line: integer('line').notNull(),
    size: wholeNumber('size').notNull(),
    kind: text('kind').$type<ImportRowKind>(),
    title: text('title'),
    product: text('product'),
    productId: uuid('product_id'),
    changes: jsonb('changes').$type<ImportFieldChange[]>().notNull().default([]),
    problems: jsonb('problems').$type<FileProblem[]>().notNull().default([]),
    isWritten: boolean('is_written').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.importId, table.position] })],
);

export const catalogImportKey = pgTable(
  'catalog_import_key',
  {
    storeId: uuid('store_id').notNull(),
    importId: uuid('import_id').notNull(),
    key: text('key').notNull(),
    line: integer('line').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.key] })],
);
