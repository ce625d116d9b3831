import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { CatalogExportFormat } from '../../../shared/catalog-import.ts';
import type { CatalogImports } from '../../admin/catalog-imports.ts';
import { refusalLines } from '../../admin/refusal-lines.ts';
import { AppError } from '../../errors.ts';
import type { CatalogExport } from '../../shop/catalog-export.ts';
import { catalogWriting } from '../../shop/catalog-files/write-catalog.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { ItemParams, isUuid, StoreParams } from './store-params.ts';

export interface ExportRoutesDeps {
  exports: CatalogExport;
  imports: CatalogImports;
}

const tags = ['admin'];
const RefusedQuery = z.strictObject({ language: z.enum(['en', 'vi']).default('en') });
const FILE = z.string().openapi({ format: 'binary' });

/** Files on their way out. They are made as they are sent; whoever breaks off ends them. */
export function exportRoutes({ exports, imports }: ExportRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/export',
      tags,
      summary: "Download a store's whole catalog",
      description:
        "As `aisle` a UCP product a line, as `aisle-csv` a row a variant: both say all of a product. As `shopify` Shopify's product CSV, as `google-tsv` and `google-xml` a Google Merchant feed: brought back to the same store, none of them changes anything. Cells that a spreadsheet would run as a formula have an apostrophe before them, which an import removes.",
      request: {
        params: StoreParams,
        query: z.strictObject({ format: CatalogExportFormat.default('aisle') }),
      },
      responses: {
        200: {
          description: 'The file.',
          content: {
            'application/x-ndjson': { schema: FILE },
            'text/csv': { schema: FILE },
            'text/tab-separated-values': { schema: FILE },
            'application/xml': { schema: FILE },
          },
        },
        ...problemResponses,
      },
    }),
    (context) => {
      const { format } = context.req.valid('query');
      const store = context.get('store');
      const { mediaType, extension, head, tail, productText } = catalogWriting(format);
      async function* texts(): AsyncGenerator<string> {
        if (head !== '') yield head;
        for await (const batch of exports.batches(store.id)) yield batch.map(productText).join('');
        if (tail !== '') yield tail;
      }
      return download(texts(), { mediaType, name: `${store.key}-${format}.${extension}` });
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/imports/{id}/refused',
      tags,
      summary: 'Download what was refused of a file, and why',
      request: { params: ItemParams, query: RefusedQuery },
      responses: {
        200: { description: 'A table.', content: { 'text/csv': { schema: FILE } } },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const store = context.get('store');
      const item = isUuid(id) ? await imports.get(store.id, id) : undefined;
      if (!item) throw new AppError('not_found', 'There is no such import.');
      const { language } = context.req.valid('query');
      const lines = refusalLines(imports, { storeId: store.id, importId: id, language });
      return download(lines, {
        mediaType: 'text/csv; charset=utf-8',
        name: `${store.key}-refused.csv`,
      });
    },
  );

  return router;
}

function download(
  texts: AsyncGenerator<string>,
  { mediaType, name }: { mediaType: string; name: string },
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await texts.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await texts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
