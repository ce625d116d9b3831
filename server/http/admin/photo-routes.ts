import { createRoute, z } from '@hono/zod-openapi';
import { PhotoTrial, PictureCheck, UnmatchedPhotoPage } from '../../../shared/admin-photos.ts';
import type { ProductEditor } from '../../admin/product-editor.ts';
import type { UnmatchedPhotos } from '../../admin/unmatched-photos.ts';
import {
  checkPictures,
  type PhotoTrialDeps,
  tryPhoto,
} from '../../images/matching/photo-trials.ts';
import { uploadOf } from '../image-routes.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { noSuchProduct } from './product-item-routes.ts';
import { Cursor, ItemParams, isUuid, StoreParams } from './store-params.ts';

export interface PhotoRoutesDeps {
  photoTrials: PhotoTrialDeps;
  unmatchedPhotos: UnmatchedPhotos;
  products: ProductEditor;
}

const PAGE_SIZE = 30;
const tags = ['admin'];
const responses = <T extends z.ZodType>(schema: T, description: string) => ({
  200: { description, content: { 'application/json': { schema } } },
  ...problemResponses,
});

/** How photos lead to products: tried out, checked, and those that led to none. */
export function photoRoutes({ photoTrials, unmatchedPhotos, products }: PhotoRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();

  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/photos/try',
      tags,
      summary: 'What a photo of a shopper would come to; nothing of it is kept',
      description: 'The raw bytes of a picture, as `POST /v1/images` takes them.',
      request: {
        params: StoreParams,
        body: { content: { 'image/*': { schema: z.string().openapi({ format: 'binary' }) } } },
      },
      responses: responses(PhotoTrial, 'The products that it leads to, and why.'),
    }),
    async (context) => {
      const storeId = context.get('store').id;
      return context.json(await tryPhoto(photoTrials, storeId, uploadOf(context)), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/products/{id}/picture-check',
      tags,
      summary: "How well a product's pictures tell it from the shop's other products",
      request: { params: ItemParams },
      responses: responses(PictureCheck, 'A verdict for each of its first pictures.'),
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const storeId = context.get('store').id;
      const facts = isUuid(id) ? await products.facts(storeId, id) : undefined;
      if (!facts) throw noSuchProduct();
      const urls = facts.media.flatMap(({ type, url }) => (type === 'image' ? [url] : []));
      const checked = { storeId, productId: facts.id, urls };
      return context.json(await checkPictures(photoTrials, checked), 200);
    },
  );

  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/photos/unmatched',
      tags,
      summary: 'Photos of shoppers that no picture of the shop was found with, newest first',
      request: { params: StoreParams, query: z.strictObject({ cursor: Cursor }) },
      responses: responses(UnmatchedPhotoPage, 'A page of photos.'),
    }),
    async (context) => {
      const { cursor } = context.req.valid('query');
      const page = { limit: PAGE_SIZE, cursor };
      return context.json(await unmatchedPhotos.list(context.get('store').id, page), 200);
    },
  );

  return router;
}
