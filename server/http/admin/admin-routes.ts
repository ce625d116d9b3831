import { except } from 'hono/combine';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { ConversationLog } from '../../admin/conversation-log.ts';
import type { Denials } from '../../admin/denials.ts';
import type { ModelCosts } from '../../admin/model-costs.ts';
import type { StoreEditor } from '../../admin/store-editor.ts';
import type { UndoDeps } from '../../admin/undo.ts';
import { undoTargets } from '../../admin/undo-targets.ts';
import { AppError } from '../../errors.ts';
import type { Images } from '../../images/storage/images.ts';
import type { Catalog } from '../../shop/catalog.ts';
import { createRouter } from '../problem-response.ts';
import type { RefusedPages } from '../refused-pages.ts';
import { readBody } from '../request-body.ts';
import { adminConversationRoutes } from './admin-conversation-routes.ts';
import { type AdminCouponRoutesDeps, adminCouponRoutes } from './admin-coupon-routes.ts';
import type { AdminEnv, AdminStoreEnv } from './admin-env.ts';
import { adminHeaders } from './admin-headers.ts';
import { adminImageRoutes } from './admin-image-routes.ts';
import { adminPage } from './admin-page.ts';
import { type AdminProductRoutesDeps, adminProductRoutes } from './admin-product-routes.ts';
import { installationAuditRoutes, storeAuditRoutes } from './audit-routes.ts';
import { authenticateAdmin } from './authenticate-admin.ts';
import { authorizeAdmin } from './authorize-admin.ts';
import { adminCostRoutes } from './cost-routes.ts';
import { couponTrialRoutes } from './coupon-trial-routes.ts';
import { type ExportRoutesDeps, exportRoutes } from './export-routes.ts';
import { type ImportRoutesDeps, importRoutes } from './import-routes.ts';
import { type InstallRoutesDeps, installRoutes } from './install-routes.ts';
import { type JoinRoutesDeps, joinRoutes } from './join-routes.ts';
import { type KeyRoutesDeps, keyRoutes } from './key-routes.ts';
import { type ModelPriceRoutesDeps, modelPriceRoutes } from './model-price-routes.ts';
import { type PeopleRoutesDeps, peopleRoutes } from './people-routes.ts';
import { type PhotoRoutesDeps, photoRoutes } from './photo-routes.ts';
import { type RedemptionRoutesDeps, redemptionRoutes } from './redemption-routes.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import { refuseForeignHost } from './refuse-foreign-host.ts';
import { refusedPageRoutes } from './refused-page-routes.ts';
import { sessionCookie } from './session-cookie.ts';
import { sessionRoutes, signInRoutes } from './session-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { adminStoreRoutes, findStore } from './store-routes.ts';

export interface AdminRoutesDeps
  extends Omit<JoinRoutesDeps, 'cookie'>,
    PeopleRoutesDeps,
    KeyRoutesDeps,
    InstallRoutesDeps,
    ImportRoutesDeps,
    ExportRoutesDeps,
    ModelPriceRoutesDeps,
    AdminProductRoutesDeps,
    AdminCouponRoutesDeps,
    RedemptionRoutesDeps,
    PhotoRoutesDeps {
  auditLog: AuditLog;
  denials: Denials;
  catalog: Catalog;
  conversations: ConversationLog;
  settings: StoreEditor;
  refusedPages: Pick<RefusedPages, 'of'>;
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
const READ_LATER = [
  '/admin/api/stores/:key/products/*',
  '/admin/api/stores/:key/media',
  '/admin/api/stores/:key/photos/try',
  '/admin/api/stores/:key/imports',
];

/** Everything below /admin: the page, and its API, where only signing in needs no session. */
export function adminRoutes(deps: AdminRoutesDeps) {
  const withCookie = { ...deps, cookie: sessionCookie(deps.publicUrl) };
  const withUndo = { ...deps, undoTargets: undoTargets(deps) };
  const router = createRouter<AdminEnv>();
  router.use('/admin/*', adminHeaders(deps.publicUrl), refuseForeignHost(deps.publicUrl));
  router.use(
    '/admin/api/*',
    refuseCrossSite(deps.publicUrl),
    except(READ_LATER, readBody({ maxBytes: BODY_LIMIT_BYTES })),
  );
  router.route('/', signInRoutes(withCookie));
  router.route('/', joinRoutes(withCookie));
  router.use('/admin/api/*', authenticateAdmin(withCookie), authorizeAdmin(deps));
  router.route('/', sessionRoutes(withCookie));
  router.route('/', peopleRoutes(deps));
  router.route('/', keyRoutes(deps));
  router.route('/', installationAuditRoutes(withUndo));
  router.route('/', installRoutes(deps));
  router.route('/', modelPriceRoutes(deps));
  router.route('/', adminStoreRoutes(deps));
  router.route('/', storeRoutes(withUndo));
  router.all('/admin/api/*', () => {
    throw new AppError('not_found', 'There is nothing here.');
  });
  router.route('/', adminPage({ directory: deps.pageDirectory }));
  return router;
}

function storeRoutes(deps: AdminRoutesDeps & UndoDeps) {
  const router = createRouter<AdminStoreEnv>();
  router.use('/admin/api/stores/:key/*', findStore(deps));
  router.use('/admin/api/stores/:key/products/*', readBody({ maxBytes: PRODUCTS_LIMIT_BYTES }));
  router.route('/', adminProductRoutes(deps));
  router.route('/', adminConversationRoutes(deps));
  router.route('/', settingsRoutes(deps));
  router.route('/', refusedPageRoutes(deps));
  router.route('/', storeAuditRoutes(deps));
  router.route('/', adminCouponRoutes(deps));
  router.route('/', couponTrialRoutes(deps));
  router.route('/', redemptionRoutes(deps));
  router.route('/', adminCostRoutes(deps));
  router.route('/', importRoutes(deps));
  router.route('/', exportRoutes(deps));
  router.route('/', adminImageRoutes(deps));
  router.route('/', photoRoutes(deps));
  return router;
}
