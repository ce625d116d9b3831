import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../../errors.ts';
import type { Images } from '../../images/images.ts';
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
      const owner = { storeId: context.get('store').id };
      const image = isUuid(id) ? await images.get(owner, id) : undefined;
      const bytes = image && (await images.read(owner, id));
      if (!bytes) throw new AppError('not_found', 'There is no such image.');
      return context.body(new Uint8Array(bytes), 200, {
        'content-type': image.mediaType,
        'content-disposition': 'inline; filename="photo"',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, max-age=3600',
      });
    },
  );
  return router;
}
