import { createRoute, z } from '@hono/zod-openapi';
import { UploadedMedia } from '../../../shared/admin-products.ts';
import { acceptPicture, type PictureDeps } from '../../images/intake/accept-picture.ts';
import { catalogPicturePath } from '../../images/matching/catalog-picture-url.ts';
import { uploadOf } from '../image-routes.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { StoreParams } from './store-params.ts';

export interface ProductMediaRoutesDeps {
  pictureUploads: PictureDeps;
}

/** Pictures for products; what is uploaded belongs to a product once its `media` names the address. */
export function productMediaRoutes({ pictureUploads }: ProductMediaRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();
  router.openapi(
    createRoute({
      method: 'post',
      path: '/admin/api/stores/{key}/media',
      tags: ['admin'],
      summary: 'Upload a picture for a product',
      description:
        'The raw bytes of a JPEG, PNG, WebP, GIF (first frame) or AVIF picture, at most 20 MiB. What is kept is another picture: upright, at most 2048 px, WebP, without metadata. A picture that no product shows is gone after a day.',
      request: {
        params: StoreParams,
        body: {
          content: { 'image/*': { schema: z.string().openapi({ format: 'binary' }) } },
        },
      },
      responses: {
        201: {
          description: 'The picture, ready to be put into `media`.',
          content: { 'application/json': { schema: UploadedMedia } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const storeId = context.get('store').id;
      const picture = await acceptPicture(pictureUploads, storeId, uploadOf(context));
      const { id, width, height } = picture;
      const url = catalogPicturePath(id);
      return context.json({ type: 'image' as const, url, width, height }, 201);
    },
  );
  return router;
}
