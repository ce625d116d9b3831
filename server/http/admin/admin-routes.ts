import { except } from 'hono/combine';
import type { ApiKeys } from '../../admin/api-keys.ts';
import type { ConversationLog } from '../../admin/conversation-log.ts';
import type { ModelCosts } from '../../admin/model-costs.ts';
import type { StoreEditor } from '../../admin/store-editor.ts';
import { AppError } from '../../errors.ts';
import type { Images } from '../../images/images.ts';
import type { Catalog } from '../../shop/catalog.ts';
import type { Stores } from '../../shop/store.ts';
import { createRouter } from '../problem-response.ts';
import { readBody } from '../request-body.ts';
import { adminConversationRoutes } from './admin-conversation-routes.ts';
import { type AdminCouponRoutesDeps, adminCouponRoutes } from './admin-coupon-routes.ts';
import type { AdminEnv, AdminStoreEnv } from './admin-env.ts';
import { adminHeaders } from './admin-headers.ts';
import { adminImageRoutes } from './admin-image-routes.ts';
import { adminPage } from './admin-page.ts';
import { type AdminProductRoutesDeps, adminProductRoutes } from './admin-product-routes.ts';
import { authenticateAdmin } from './authenticate-admin.ts';
import { adminCostRoutes } from './cost-routes.ts';
import { couponTrialRoutes } from './coupon-trial-routes.ts';
import { type InstallRoutesDeps, installRoutes } from './install-routes.ts';
import { type ModelPriceRoutesDeps, modelPriceRoutes } from './model-price-routes.ts';
import { type RedemptionRoutesDeps, redemptionRoutes } from './redemption-routes.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import { sessionCookie } from './session-cookie.ts';
import { type SessionRoutesDeps, sessionRoutes, signInRoutes } from './session-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { adminStoreRoutes, findStore } from './store-routes.ts';

export interface AdminRoutesDeps
  extends Omit<SessionRoutesDeps, 'cookie'>,
    InstallRoutesDeps,
    ModelPriceRoutesDeps,
    AdminProductRoutesDeps,
    AdminCouponRoutesDeps,
    RedemptionRoutesDeps {
  apiKeys: ApiKeys;
  stores: Stores;
  catalog: Catalog;
  conversations: ConversationLog;
  settings: StoreEditor;
  costs: ModelCosts;
  images: Images;
  /** Where `vite build` left the web app. */
  pageDirectory: string;
}

/** A description of 50,000 characters in three-byte letters, and some room for JSON. */
const BODY_LIMIT_BYTES = 256 * 1024;

/** Five hundred products with long descriptions, or one with 2,000 variants. */
const PRODUCTS_LIMIT_BYTES = 8 * 1024 * 1024;
/** What may be larger is taken in once it is known who sends it. */
const READ_LATER = ['/admin/api/stores/:key/products/*', '/admin/api/stores/:key/media'];

/** Everything below /admin: the page, and its API, where only signing in needs no session. */
export function adminRoutes(deps: AdminRoutesDeps) {
  const withCookie = { ...deps, cookie: sessionCookie(deps.publicUrl) };
  const router = createRouter<AdminEnv>();
  router.use('/admin/*', adminHeaders(deps.publicUrl));
  router.use(
    '/admin/api/*',
    refuseCrossSite(deps.publicUrl),
    except(READ_LATER, readBody({ maxBytes: BODY_LIMIT_BYTES })),
  );
  router.route('/', signInRoutes(withCookie));
  router.use('/admin/api/*', authenticateAdmin(withCookie));
  router.route('/', sessionRoutes(withCookie));
  router.route('/', installRoutes(deps));
  router.route('/', modelPriceRoutes(deps));
  router.route('/', adminStoreRoutes(deps));
  router.route('/', storeRoutes(deps));
  router.all('/admin/api/*', () => {
    throw new AppError('not_found', 'There is nothing here.');
  });
  router.route('/', adminPage({ directory: deps.pageDirectory }));
  return router;
}

function storeRoutes(deps: AdminRoutesDeps) {
  const router = createRouter<AdminStoreEnv>();
  router.use('/admin/api/stores/:key/*', findStore(deps));
  router.use('/admin/api/stores/:key/products/*', readBody({ maxBytes: PRODUCTS_LIMIT_BYTES }));
  router.route('/', adminProductRoutes(deps));
  router.route('/', adminConversationRoutes(deps));
  router.route('/', settingsRoutes(deps));
  router.route('/', adminCouponRoutes(deps));
  router.route('/', couponTrialRoutes(deps));
  router.route('/', redemptionRoutes(deps));
  router.route('/', adminCostRoutes(deps));
  router.route('/', adminImageRoutes(deps));
  return router;
}
