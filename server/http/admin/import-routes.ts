import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import {
  CatalogImport,
  CatalogImportList,
  ImportRowKind,
  ImportRowPage,
  ImportRun,
  WantedImportFormat,
} from '../../../shared/catalog-import.ts';
import type { CatalogImports, ImportIntake } from '../../admin/catalog-imports.ts';
import { importTooLarge, RECEIVE_LIMITS, receiveImport } from '../../admin/receive-import.ts';
import { AppError } from '../../errors.ts';
import { type WaitLimits, withWaitLimits } from '../../images/intake/wait-limits.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import { signalOfSender } from '../request-body.ts';
import { type AdminStoreEnv, actorOf } from './admin-env.ts';
import { Cursor, ItemParams, isUuid, StoreParams } from './store-params.ts';

export interface ImportRoutesDeps {
  imports: CatalogImports;
  intake: ImportIntake;
}

const tags = ['admin'];
const IMPORTS_SHOWN = 50;
const ROWS_AT_ONCE = 50;
/** Each holds a connection of the pool again and again while it arrives. */
const UPLOADS_AT_ONCE = 3;
/** Packed, a hundred thousand products are a few MB; the server lets no request go on for longer than that. */
const UPLOAD_WAITS: WaitLimits = { stallMs: 10_000, totalMs: 180_000, bytesPerSecond: 8_192 };

const UploadQuery = z.strictObject({
  format: WantedImportFormat.default('auto'),
  /** Shown in the history. */
  name: z.string().max(200).default(''),
});

const RowQuery = z.strictObject({
  kind: ImportRowKind.optional(),
  cursor: Cursor,
  limit: z.coerce.number().int().min(1).max(200).default(ROWS_AT_ONCE),
});

const answer = (description: string) => ({
  200: { description, content: { 'application/json': { schema: CatalogImport } } },
  ...problemResponses,
});

/** Catalog files on their way in: upload, preview, run. */
export function importRoutes({ imports, intake }: ImportRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();
  let uploads = 0;

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/imports',
      tags,
      summary: 'Upload a catalog file',
      description:
        'The raw bytes, at most 200 MiB, plain or gzipped: our own JSON or CSV, a product CSV of Shopify or WooCommerce, or a Google Merchant feed (TSV, RSS, Atom). It is read as it arrives, then checked in the background: ask for the import until its status is `ready`. Nothing is written before it is run.',
      request: {
        params: StoreParams,
        query: UploadQuery,
        body: {
          content: {
            'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) },
          },
        },
      },
      responses: {
        201: {
          description: 'The import; `failed` when nothing of the file can be used.',
          content: { 'application/json': { schema: CatalogImport } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { format, name } = context.req.valid('query');
      const { headers, body } = context.req.raw;
      refuseEncoded(headers);
      if (Number(headers.get('content-length') ?? 0) > RECEIVE_LIMITS.maxBytes) {
        throw importTooLarge(RECEIVE_LIMITS.maxBytes);
      }
      if (uploads >= UPLOADS_AT_ONCE) {
        throw new AppError('overloaded', 'Other files are arriving; try again in a moment.', {
          retryAfter: 5,
        });
      }
      const storeId = context.get('store').id;
      uploads += 1;
      try {
        const importId = await receiveImport(
          intake,
          withWaitLimits(body ?? NOTHING, UPLOAD_WAITS, signalOfSender(context.req.raw)),
          {
            storeId,
            fileName: name.toWellFormed().replaceAll('\0', ''),
            format,
            actor: actorOf(context.get('caller')),
            limits: RECEIVE_LIMITS,
          },
        );
        return context.json(found(await imports.get(storeId, importId)), 201);
      } finally {
        uploads -= 1;
      }
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/imports',
      tags,
      summary: 'Imports, the newest first',
      request: { params: StoreParams },
      responses: {
        200: {
          description: 'Imports.',
          content: { 'application/json': { schema: CatalogImportList } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const limit = IMPORTS_SHOWN;
      return context.json({ imports: await imports.list(context.get('store').id, { limit }) }, 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/imports/{id}',
      tags,
      summary: 'An import: how far it is, and what it would do or did',
      request: { params: ItemParams },
      responses: answer('The import.'),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const item = isUuid(id) ? await imports.get(context.get('store').id, id) : undefined;
      return context.json(found(item), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/imports/{id}/rows',
      tags,
      summary: "The file's products with what becomes of each",
      request: { params: ItemParams, query: RowQuery },
      responses: {
        200: {
          description: 'In the order of the file.',
          content: { 'application/json': { schema: ImportRowPage } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const query = context.req.valid('query');
      const page = isUuid(id) ? await imports.rows(context.get('store').id, id, query) : undefined;
      return context.json(found(page), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/imports/{id}/run',
      tags,
      summary: 'Write what the preview shows, in the background',
      description:
        'Each product is written whole or not at all; one that cannot be written keeps none of the others. `missing: unavailable` takes products that the file does not mention off sale. Asking again changes nothing.',
      request: {
        params: ItemParams,
        body: { content: { 'application/json': { schema: ImportRun } }, required: true },
      },
      responses: answer('The import, running.'),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const { missing } = context.req.valid('json');
      const actor = actorOf(context.get('caller'));
      const storeId = context.get('store').id;
      const item = isUuid(id) ? await imports.run(storeId, id, { actor, missing }) : undefined;
      return context.json(found(item), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/imports/{id}/cancel',
      tags,
      summary: 'Stop an import; what is written stays',
      request: { params: ItemParams },
      responses: answer('The import; it ends within a batch.'),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const item = isUuid(id) ? await imports.cancel(context.get('store').id, id) : undefined;
      return context.json(found(item), 200);
    },
  );

  return router;
}

const NOTHING: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {},
};

function found<T>(item: T | undefined): T {
  if (item === undefined) throw new AppError('not_found', 'There is no such import.');
  return item;
}

function refuseEncoded(headers: Headers): void {
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  throw new AppError(
    'unsupported_encoding',
    'Send the file without Content-Encoding; a .gz file is unpacked by itself.',
  );
}
