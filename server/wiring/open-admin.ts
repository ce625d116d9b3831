import packageJson from '../../package.json' with { type: 'json' };
import type { AdminProductRoutesDeps } from '../http/admin/admin-product-routes.ts';
import { type AdminRoutesDeps, adminRoutes } from '../http/admin/admin-routes.ts';
import type { ExportRoutesDeps } from '../http/admin/export-routes.ts';
import type { ImportRoutesDeps } from '../http/admin/import-routes.ts';
import type { ModelEndpoint } from '../model/model-endpoint.ts';
import type { Drizzle } from '../postgres/connection/database.ts';
import { postgresConversationLog } from '../postgres/conversations/conversation-log.ts';
import { postgresUnmatchedPhotos } from '../postgres/conversations/unmatched-photos.ts';
import { postgresCouponEditor } from '../postgres/coupons/coupon-editor.ts';
import { postgresModelCosts } from '../postgres/models/model-costs.ts';
import { postgresModelPriceEditor } from '../postgres/models/model-price-editor.ts';
import { postgresStoreEditor } from '../postgres/stores/store-editor.ts';
import { systemClock as clock } from '../shop/clock.ts';
import type { RateLimits } from '../shop/rate-limits.ts';
import type { RedeemDeps } from '../shop/redeem-quote.ts';
import { openPeople } from './open-people.ts';
import type { Surroundings } from './surroundings.ts';

/** What it shares with the rest of the surface. */
type Shared = Pick<
  AdminRoutesDeps,
  | 'admins'
  | 'stores'
  | 'catalog'
  | 'images'
  | 'refusedPages'
  | 'clientNetwork'
  | 'pinnedLoader'
  | 'pageDirectory'
>;

export interface AdminOptions extends Surroundings {
  rateLimits: RateLimits;
  endpoints: readonly ModelEndpoint[];
  shared: Shared;
  /** What is remembered of stores is old. */
  forgetStores(): void;
  products: AdminProductRoutesDeps;
  catalogFiles: ImportRoutesDeps & ExportRoutesDeps;
  redeem: RedeemDeps;
  photoTrials: AdminRoutesDeps['photoTrials'];
}

/** The merchant's pages and their API. */
export function openAdmin(
  db: Drizzle,
  {
    config,
    rateLimits,
    endpoints,
    shared,
    forgetStores,
    products,
    catalogFiles,
    redeem,
    photoTrials,
  }: AdminOptions,
) {
  return adminRoutes({
    ...shared,
    ...openPeople(db, rateLimits),
    ...products,
    ...catalogFiles,
    conversations: postgresConversationLog(db),
    settings: postgresStoreEditor(db, { onChange: forgetStores }),
    coupons: postgresCouponEditor(db, clock),
    redeem,
    photoTrials,
    unmatchedPhotos: postgresUnmatchedPhotos(db),
    costs: postgresModelCosts(db, { installationLimit: config.model.dayBudgetMicros }),
    modelPrices: postgresModelPriceEditor(db, { configured: endpoints.map(({ model }) => model) }),
    clock,
    demoModel: !config.model.endpoint,
    version: packageJson.version,
    publicUrl: config.publicUrl,
  });
}
