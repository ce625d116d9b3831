import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { NewProduct, ProductPreview } from '../../../shared/admin-products.ts';
import { ADMIN_LANGUAGES, type AdminLanguage, adminLanguageOf } from '../../../shared/language.ts';
import type { Product } from '../../../shared/product.ts';
import { makeProduct } from '../../admin/new-product.ts';
import type { ProductEditor } from '../../admin/product-editor.ts';
import type { ProductFacts } from '../../admin/product-facts.ts';
import { productOfFacts } from '../../admin/product-of-facts.ts';
import type { Store } from '../../shop/store.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { noSuchProduct } from './product-item-routes.ts';
import { ItemParams, isUuid, StoreParams } from './store-params.ts';

export interface ProductPreviewRoutesDeps {
  products: ProductEditor;
  previewProduct(
    product: Product,
    options: { locale: string; language: AdminLanguage },
  ): ProductPreview;
}

const tags = ['admin'];
const PreviewQuery = z.strictObject({ language: z.enum(ADMIN_LANGUAGES).optional() });
const responses = {
  200: {
    description: 'The card that a shopper sees, and what the assistant is told.',
    content: { 'application/json': { schema: ProductPreview } },
  },
  ...problemResponses,
};

/** What shoppers would see and hear of a product, saved or not. */
export function productPreviewRoutes({ products, previewProduct }: ProductPreviewRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  function preview(facts: ProductFacts, store: Store, language: AdminLanguage | undefined) {
    const { currency, locale } = store;
    const spoken = language ?? adminLanguageOf(locale);
    return previewProduct(productOfFacts(facts, currency), { locale, language: spoken });
  }

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/products/{id}/preview',
      tags,
      summary: 'How shoppers and the assistant see a product',
      request: { params: ItemParams, query: PreviewQuery },
      responses,
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const store = context.get('store');
      const facts = isUuid(id) ? await products.facts(store.id, id) : undefined;
      if (!facts) throw noSuchProduct();
      return context.json(preview(facts, store, context.req.valid('query').language), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/products/preview',
      tags,
      summary: 'The same of a draft; nothing is kept',
      request: {
        params: StoreParams,
        query: PreviewQuery,
        body: { required: true, content: { 'application/json': { schema: NewProduct } } },
      },
      responses,
    }),
    async (context) => {
      const facts = makeProduct(context.req.valid('json'));
      const { language } = context.req.valid('query');
      return context.json(preview(facts, context.get('store'), language), 200);
    },
  );

  return router;
}
