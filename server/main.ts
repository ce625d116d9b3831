import path from 'node:path';
import type { Logger } from 'pino';
import { demoRoutes } from '../demo/demo-routes.ts';
import { seedDemoStores } from '../demo/seed-demo-stores.ts';
import { ensureFirstAdmin } from './admin/ensure-first-admin.ts';
import { DEFAULT_LIMITS } from './agent/agent-turn.ts';
import { createToolBox } from './agent/run-tool-call.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { allowedOrigins } from './http/allowed-origins.ts';
import { catalogPictureRoutes } from './http/catalog-picture-routes.ts';
import { createEventStreams, DEFAULT_STREAM_LIMITS } from './http/event-streams.ts';
import { closeServer, listen } from './http/listen.ts';
import { createMetrics } from './http/metrics.ts';
import { rememberRefusedPages } from './http/refused-pages.ts';
import { widgetIntegrity, widgetRoutes } from './http/widget-routes.ts';
import { imageFromDataUrl } from './images/intake/image-from-data-url.ts';
import { checkInBackground, type OnFinding } from './model/checks/check-in-background.ts';
import { postgresCatalog } from './postgres/catalog/catalog.ts';
import { checkDatabase } from './postgres/connection/check-database.ts';
import { openDatabase } from './postgres/connection/database.ts';
import { explainDatabaseError } from './postgres/connection/database-errors.ts';
import { loggableError } from './postgres/connection/loggable-error.ts';
import { migrateDatabase } from './postgres/connection/migrate.ts';
import { postgresConversations } from './postgres/conversations/conversations.ts';
import { postgresCoupons } from './postgres/coupons/coupons.ts';
import { postgresStockPushes } from './postgres/machines/stock-pushes.ts';
import { postgresWebhookSecrets } from './postgres/machines/webhook-secrets.ts';
import { postgresAdmins } from './postgres/people/admins.ts';
import { postgresStores } from './postgres/stores/stores.ts';
import { postgresVisitors } from './postgres/visitors/visitors.ts';
import { cachedStores } from './shop/cached-stores.ts';
import { systemClock as clock } from './shop/clock.ts';
import { networkNames } from './shop/network-name.ts';
import { calculateDiscount } from './tools/calculate-discount.ts';
import { checkCoupon } from './tools/check-coupon.ts';
import { compareProducts } from './tools/compare-products.ts';
import { findProductsLikePhoto } from './tools/find-products-like-photo.ts';
import { getProductInfo } from './tools/get-product-info.ts';
import { lookCloser } from './tools/look-closer.ts';
import { searchProducts } from './tools/search-products.ts';
import type { Tool } from './tools/tool.ts';
import { endsTogether } from './wiring/ends-together.ts';
import { openAdmin } from './wiring/open-admin.ts';
import { openDataDir } from './wiring/open-data-dir.ts';
import { openImports } from './wiring/open-imports.ts';
import { openLimits } from './wiring/open-limits.ts';
import { openMeaning } from './wiring/open-meaning.ts';
import { openModels } from './wiring/open-models.ts';
import { indexPictures, openPhotos } from './wiring/open-photos.ts';
import { openProducts } from './wiring/open-products.ts';
import { openQuotes } from './wiring/open-quotes.ts';
import { openRetention } from './wiring/open-retention.ts';
import { openSecretKey } from './wiring/open-secret-key.ts';
import { openTurns } from './wiring/open-turns.ts';
import { databaseUrl, modelEndpoints } from './wiring/start-servers.ts';
import type { Surroundings } from './wiring/surroundings.ts';

export interface Aisle {
  url: string;
  demoModel: boolean;
  /** Set when the first admin was just made: shown once, stored nowhere. */
  firstAdmin: { email: string; password: string } | undefined;
  /** New turns are refused from now on; those that run have `drainMs` (0) to end, then they are handed over. */
  stop(options?: { drainMs?: number }): Promise<void>;
}

const BROWSER_APPS = path.resolve(import.meta.dirname, '../dist');
const MAX_IDLE_CLOSE_MS = 300;

export interface StartOptions {
  log: Logger;
  /** Hears what was found out about the models soon after the start; the log does when absent. */
  onFinding?: OnFinding;
}

/** Builds everything once, in the order in which a request meets it the other way round, and listens. */
export async function startAisle(
  config: Config,
  { log: parentLog, onFinding }: StartOptions,
): Promise<Aisle> {
  await using cleanup = new AsyncDisposableStack();
  const log = parentLog.child({}, { serializers: { err: loggableError } });
  const logError = (err: unknown, doing: string) => log.error({ err, doing }, 'failed');
  const base: Surroundings = { config, log, logError, cleanup };
  const { publicUrl } = config;

  // The database, and who answers: servers that nobody had to start, when none are configured.
  await openDataDir(config.dataDir);
  const url = await databaseUrl(base);
  const endpoints = await modelEndpoints(base);
  await migrateDatabase(url);
  const database = openDatabase(url);
  cleanup.defer(() => database.close(MAX_IDLE_CLOSE_MS));
  const { db, patient, sql } = database;
  // What works with these ends side by side: a slow database makes each of it take long.
  const surroundings = { ...base, cleanup: endsTogether(cleanup) };

  // The shop.
  const stores = cachedStores(postgresStores(db), clock);
  const metrics = createMetrics({
    runningTurns: () => runningTurns.ids().length,
    modelEndpoints: () => models.endpoints,
  });
  const meaning = openMeaning(database, { ...surroundings, metrics });
  const catalog = postgresCatalog(db, { publicUrl, meaning });
  const limits = openLimits(sql, {
    ...surroundings,
    runningTurns: () => runningTurns.ids().length,
  });
  const key = await openSecretKey(sql, surroundings);
  const networkName = networkNames(key);
  const { quote, redemptions, shoppers } = openQuotes(database, {
    ...surroundings,
    catalog,
    key,
    metrics,
  });
  const admins = postgresAdmins(db);
  const photos = await openPhotos(db, { ...surroundings, metrics });
  await seedDemoStores(
    {
      stores,
      catalog,
      catalogWriter: postgresCatalog(patient, config),
      couponWriter: postgresCoupons(patient),
      publicUrl,
    },
    (message) => log.info(message),
  );
  const firstAdmin = await ensureFirstAdmin(admins, config.admin);
  indexPictures(photos, { ...surroundings, stores });

  // Tools, model, agent, turns.
  const tools = createToolBox(
    [
      searchProducts(catalog),
      getProductInfo(catalog),
      calculateDiscount({ ...quote, shoppers }),
      checkCoupon({ ...quote, shoppers }),
      compareProducts(catalog),
      findProductsLikePhoto({ photoMatcher: photos.matcher, images: photos.images, catalog }),
      lookCloser(),
    ] as Tool[],
    (error, tool) => {
      metrics.toolFailed(tool);
      logError(error, `run the tool ${tool}`);
    },
  );
  const { models, billing } = openModels(db, {
    ...surroundings,
    endpoints,
    stores,
    onCall: metrics.modelCallDone,
  });
  const agent = { model: models.client, tools, limits: DEFAULT_LIMITS };
  const { images } = photos;
  const { leaseOwner, turns, runningTurns, follow, drain, handOver } = openTurns(database, {
    ...surroundings,
    agent,
    stores,
    photos,
    onEnd: metrics.turnDone,
  });
  const conversations = postgresConversations(db);
  const { erase } = openRetention(database, {
    ...surroundings,
    stores,
    photos,
    stopTurn: runningTurns.stop,
  });

  // The HTTP surface.
  let shuttingDown = false;
  const refusedPages = rememberRefusedPages(clock);
  const origins = allowedOrigins(stores, publicUrl, refusedPages);
  const app = createApp({
    log,
    metrics,
    clock,
    stores,
    visitors: postgresVisitors(db),
    erase,
    catalog,
    quote,
    origins,
    chat: {
      conversations,
      turns,
      publicUrl,
      accept: {
        conversations,
        runningTurns,
        leaseOwner,
        images,
        imageFromDataUrl: (owner, dataUrl) => imageFromDataUrl(photos, owner, dataUrl),
        publicUrl,
      },
      follow,
      stopHere: runningTurns.stop,
      streams: createEventStreams(DEFAULT_STREAM_LIMITS),
      onError: logError,
    },
    images: { ...photos, publicUrl },
    ops: {
      checkDatabase: () => checkDatabase(database),
      modelEndpoints: models.endpoints,
      demoModel: !config.model.endpoint,
      registry: metrics.registry,
    },
    others: [
      catalogPictureRoutes(photos),
      widgetRoutes({ stores, origins, assetsDir: path.join(BROWSER_APPS, 'widget') }),
      demoRoutes({ catalog, stores, publicUrl }),
    ],
    stockHook: {
      stores,
      clock,
      secrets: postgresWebhookSecrets(db),
      pushes: postgresStockPushes(patient, { clock }),
      rateLimits: limits.rateLimits,
      addressOf: limits.addressOf,
    },
    admin: openAdmin(db, {
      ...surroundings,
      products: openProducts(database, photos, config),
      catalogFiles: openImports({ db, url }, surroundings),
      rateLimits: limits.rateLimits,
      redeem: { ...quote, redemptions, stores },
      photoTrials: { ...photos, catalog },
      endpoints,
      forgetStores: stores.forget,
      shared: {
        admins,
        stores,
        catalog,
        images,
        refusedPages,
        clientNetwork: limits.addressOf,
        pinnedLoader: () => widgetIntegrity(path.join(BROWSER_APPS, 'widget')),
        pageDirectory: path.join(BROWSER_APPS, 'admin'),
      },
    }),
    limits,
    networkOf: (context) => networkName(limits.addressOf(context)),
    shuttingDown: () => shuttingDown,
    explain: explainDatabaseError,
  });
  const server = await listen(app.fetch, { ...config, connections: config.limits.connections });
  cleanup.defer(() => closeServer(server, MAX_IDLE_CLOSE_MS));
  if (config.model.endpoint && config.model.checkAtStart) {
    const { limits } = config.model;
    cleanup.defer(checkInBackground(endpoints, { limits, billing, log, onFinding }));
  }

  const stack = cleanup.move();
  return {
    url: publicUrl,
    demoModel: !config.model.endpoint,
    firstAdmin,
    async stop({ drainMs = 0 } = {}) {
      shuttingDown = true;
      await drain(drainMs);
      // Before all else: others may go on with them at once.
      await handOver();
      await stack.disposeAsync();
    },
  };
}
