import { createRoute, z } from '@hono/zod-openapi';
import { SENT_PHOTO_SIDE } from '../../shared/photo-size.ts';
import { PublicStore } from '../../shared/store.ts';
import { AppError } from '../errors.ts';
import type { Store, Stores } from '../shop/store.ts';
import type { AllowedOrigins } from './allowed-origins.ts';
import { launcherCss } from './launcher-css.ts';
import { launcherLabel } from './launcher-label.ts';
import { createRouter, problemResponses } from './problem-response.ts';
import { publicProactive } from './public-proactive.ts';

export function storeRoutes(deps: { stores: Stores; origins: AllowedOrigins }) {
  const router = createRouter();
  router.openapi(
    createRoute({
      method: 'get',
      path: '/v1/store',
      summary: 'What the panel needs to know of a store',
      request: { query: z.strictObject({ key: z.string().min(1).max(100) }) },
      responses: {
        200: {
          description: 'Public fields only.',
          content: { 'application/json': { schema: PublicStore } },
        },
        ...problemResponses,
      },
    }),
    async (context) => {
      const store = await deps.stores.byKey(context.req.valid('query').key);
      if (!store) throw new AppError('not_found', 'There is no such store.');
      deps.origins.require(context.req.header('origin'), store);
      return context.json(publicStore(store), 200);
    },
  );
  return router;
}

/** A list of what may be seen, so that a new field stays private until somebody adds it here. */
export function publicStore({ key, name, locale, currency, settings }: Store): PublicStore {
  const { greeting, starters, theme, photos, image_detail } = settings;
  const css = launcherCss(theme);
  const proactive = publicProactive(settings.proactive);
  return {
    key,
    name,
    locale,
    currency,
    greeting,
    starters,
    theme,
    launcher: theme.launcher_text || launcherLabel(locale),
    ...(css && { css }),
    features: { photos, ...(photos && { photo_side: SENT_PHOTO_SIDE[image_detail] }) },
    ...(proactive && { proactive }),
  };
}
