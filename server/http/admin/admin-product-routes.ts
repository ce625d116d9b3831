import { createRouter } from '../problem-response.ts';
import type { AdminStoreEnv } from './admin-env.ts';
import { type ProductBulkRoutesDeps, productBulkRoutes } from './product-bulk-routes.ts';
import { type ProductItemRoutesDeps, productItemRoutes } from './product-item-routes.ts';
import { type ProductListRoutesDeps, productListRoutes } from './product-list-routes.ts';
import { type ProductMediaRoutesDeps, productMediaRoutes } from './product-media-routes.ts';
import { type ProductPreviewRoutesDeps, productPreviewRoutes } from './product-preview-routes.ts';
import { type UpsertRoutesDeps, upsertRoutes } from './upsert-routes.ts';
import { type WebhookSecretRoutesDeps, webhookSecretRoutes } from './webhook-secret-routes.ts';

export interface AdminProductRoutesDeps
  extends ProductListRoutesDeps,
    ProductItemRoutesDeps,
    ProductBulkRoutesDeps,
    ProductPreviewRoutesDeps,
    ProductMediaRoutesDeps,
    UpsertRoutesDeps,
    WebhookSecretRoutesDeps {}

/** Everything about products that a merchant edits. */
export function adminProductRoutes(deps: AdminProductRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();
  router.route('/', productListRoutes(deps));
  router.route('/', productBulkRoutes(deps));
  router.route('/', productPreviewRoutes(deps));
  router.route('/', productMediaRoutes(deps));
  router.route('/', upsertRoutes(deps));
  router.route('/', webhookSecretRoutes(deps));
  router.route('/', productItemRoutes(deps));
  return router;
}
