import { createRoute } from '@hono/zod-openapi';
import { AdminInstall } from '../../../shared/admin.ts';
import { createRouter, problemResponses } from '../problem-response.ts';
import type { AdminEnv } from './admin-env.ts';

export interface InstallRoutesDeps {
  /** Where browsers reach us, when the operator said so. */
  publicUrl?: string;
  /** `widget-VERSION.js`: its path and its subresource integrity; undefined while it is not built. */
  pinnedLoader(): Promise<{ path: string; integrity: string } | undefined>;
}

export function installRoutes({ publicUrl, pinnedLoader }: InstallRoutesDeps) {
  const router = createRouter<AdminEnv>();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/admin/api/install',
      tags: ['admin'],
      summary: 'What the install tag is made of',
      responses: {
        200: {
          description: 'Address and pinned loader.',
          content: { 'application/json': { schema: AdminInstall } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const pinned = (await pinnedLoader()) ?? null;
      return context.json({ public_url: publicUrl ?? null, pinned }, 200);
    },
  );
  return router;
}
