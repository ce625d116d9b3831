import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type {
  ImportFailure,
  ImportFieldChange,
  ImportRowKind,
  ImportStatus,
  MissingProducts,
} from '../../../shared/catalog-import.ts';
import type { Actor } from '../../admin/audit.ts';
import type {
  CatalogFormat,
  FileProblem,
  WantedFormat,
} from '../../shop/catalog-files/catalog-file.ts';
import { createdAt, moment, wholeNumber } from './columns.ts';

/** Catalog files on their way in. */

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
