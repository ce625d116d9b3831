import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../../errors.ts';
import type { Images } from '../../images/storage/images.ts';
import { imageFileResponse } from '../image-routes.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { ItemParams, isUuid } from './store-params.ts';

/** A photo that a shopper uploaded, with headers that keep it a picture whatever its bytes say. */
export function adminImageRoutes({ images }: { images: Images }) {
  const router = createRouter<AdminStoreEnv>();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/stores/{key}/images/{id}',
      tags: ['admin'],
      summary: 'A photo that a shopper uploaded',
      request: { params: ItemParams },
      responses: {
        200: {
          description: 'The re-encoded photo.',
          content: {
            'image/*': { schema: z.string().openapi({ type: 'string', format: 'binary' }) },
          },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      if (!isUuid(id)) throw new AppError('not_found', 'There is no such image.');
      const response = await imageFileResponse(images, { storeId: context.get('store').id }, id);
      response.headers.set('cache-control', 'private, no-store');
      return response;
    },
  );
  return router;
}
