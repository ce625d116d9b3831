import path from 'node:path';
import type { Logger } from 'pino';
import { demoRoutes } from '../demo/demo-routes.ts';
import { seedDemoStores } from '../demo/seed-demo-stores.ts';
import packageJson from '../package.json' with { type: 'json' };
import { ensureFirstAdmin } from './admin/ensure-first-admin.ts';
import { loginLimiter } from './admin/login-limiter.ts';
import { DEFAULT_LIMITS } from './agent/run-agent.ts';
import { createToolBox } from './agent/run-tool-call.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { answerQuestion } from './conversation/answer-question.ts';
import { DEFAULT_MOST_WAITING, DEFAULT_RETRY_MS } from './conversation/event-batches.ts';
import { DEFAULT_FOLLOW_LIMITS } from './conversation/follow-turn.ts';
import { DEFAULT_RECOVERY_INTERVAL_MS, recoverTurns } from './conversation/recover-turns.ts';
import { createRunningTurns } from './conversation/running-turns.ts';
import { startDemoModel } from './embedded/demo-model/start-demo-model.ts';
import { startEmbeddedPostgres } from './embedded/postgres/start-embedded-postgres.ts';
import { adminRoutes } from './http/admin/admin-routes.ts';
import { allowedOrigins } from './http/allowed-origins.ts';
import { clientAddressBehind } from './http/client-address.ts';
import { createEventStreams, DEFAULT_STREAM_LIMITS } from './http/event-streams.ts';
import { closeServer, listen } from './http/listen.ts';
import { createMetrics } from './http/metrics.ts';
import { widgetIntegrity, widgetRoutes } from './http/widget-routes.ts';
import { diskImageFiles } from './images/disk-image-files.ts';
import { forkedImageDecoder } from './images/image-decoder.ts';
import { imageFromDataUrl } from './images/image-from-data-url.ts';
import { incomingFiles } from './images/incoming-files.ts';
import { keepPicturesIndexed } from './images/keep-pictures-indexed.ts';
import { SPACE } from './images/look-alike/signature.ts';
import { lookAlikeMatcher } from './images/look-alike-matcher.ts';
import { folderPictures } from './images/picture-source.ts';
import { uploadQuota } from './images/upload-quota.ts';
import { checkInBackground, type OnFinding } from './model/checks/check-in-background.ts';
import { connectModels } from './model/connect-models.ts';
import { watchForLostCalls } from './model/lost-calls.ts';
import type { ModelEndpoint } from './model/model-endpoint.ts';
import type { Billing } from './model/with-billing.ts';
import { postgresAdminSessions } from './postgres/admin-sessions.ts';
import { postgresAdmins } from './postgres/admins.ts';
import { postgresApiKeys } from './postgres/api-keys.ts';
import { postgresCatalog } from './postgres/catalog.ts';
import { checkDatabase } from './postgres/check-database.ts';
import { postgresConversationLog } from './postgres/conversation-log.ts';
import { postgresConversations } from './postgres/conversations.ts';
import { postgresCouponList } from './postgres/coupon-list.ts';
import { postgresCoupons } from './postgres/coupons.ts';
import { type Database, type Drizzle, openDatabase } from './postgres/database.ts';
import { explainDatabaseError } from './postgres/database-errors.ts';
import { clearExpiredRateLimits } from './postgres/expired-rate-limits.ts';
import { postgresImageRemovals } from './postgres/image-removals.ts';
import { postgresImages } from './postgres/images.ts';
import { loggableError } from './postgres/loggable-error.ts';
import { postgresLostCalls } from './postgres/lost-calls.ts';
import { migrateDatabase } from './postgres/migrate.ts';
import { postgresModelBudget } from './postgres/model-budget.ts';
import { postgresModelCosts } from './postgres/model-costs.ts';
import { postgresModelLedger } from './postgres/model-ledger.ts';
import { postgresModelPriceEditor } from './postgres/model-price-editor.ts';
import { postgresModelPrices } from './postgres/model-prices.ts';
import { postgresModelRate } from './postgres/model-rate.ts';
import { postgresOldData } from './postgres/old-data.ts';
import { postgresPictureSignatures } from './postgres/picture-signatures.ts';
import { postgresProductEditor } from './postgres/product-editor.ts';
import { postgresRateLimits } from './postgres/rate-limits.ts';
import { postgresStoreEditor } from './postgres/store-editor.ts';
import { postgresStores } from './postgres/stores.ts';
import { postgresTurnLeases } from './postgres/turn-leases.ts';
import { postgresTurnLog } from './postgres/turn-log.ts';
import { postgresTurnSignals } from './postgres/turn-signals.ts';
import { postgresTurns } from './postgres/turns.ts';
import { postgresVisitorErasure } from './postgres/visitor-erasure.ts';
import { postgresVisitors } from './postgres/visitors.ts';
import { eraseVisitor } from './retention/erase-visitor.ts';
import { removeNewFiles, retentionJobs } from './retention/retention-jobs.ts';
import { DEFAULT_ROUNDS, keepRounds } from './retention/rounds.ts';
import { cachedStores } from './shop/cached-stores.ts';
import { systemClock as clock } from './shop/clock.ts';
import { newId } from './shop/new-id.ts';
import type { Stores } from './shop/store.ts';
import { calculateDiscount } from './tools/calculate-discount.ts';
import { compareProducts } from './tools/compare-products.ts';
import { findProductsLikePhoto } from './tools/find-products-like-photo.ts';
import { getProductInfo } from './tools/get-product-info.ts';
import { searchProducts } from './tools/search-products.ts';
import type { Tool } from './tools/tool.ts';

export interface Aisle {
  url: string;
  demoModel: boolean;
  /** Set when the first admin was just made: shown once, stored nowhere. */
  firstAdmin: { email: string; password: string } | undefined;
  /** New turns are refused from now on; those that run have `drainMs` (0) to end, then they are handed over. */
  stop(options?: { drainMs?: number }): Promise<void>;
}

const BROWSER_APPS = path.resolve(import.meta.dirname, '../dist');
const DEMO_MEDIA = path.resolve(import.meta.dirname, '../demo/media');
const MAX_IDLE_CLOSE_MS = 300;
const MAX_LEDGER_CLOSE_MS = 2_000;
/** What a model call may take beyond its own limit: others read slowly. */
const CALL_MARGIN_MS = 60_000;

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

  // Servers that nobody had to start.
  const databaseUrl = config.databaseUrl ?? (await embeddedPostgres(config, { log, cleanup }));
  const endpoint = config.model.endpoint ?? (await demoModel({ log, cleanup }));
  const endpoints = [endpoint, ...config.model.fallbacks] as const;

  // Adapters.
  await migrateDatabase(databaseUrl);
  const database = openDatabase(databaseUrl);
  cleanup.defer(() => database.close(MAX_IDLE_CLOSE_MS));
  const { db, sql } = database;
  const stores = cachedStores(postgresStores(db), clock);
  const catalog = postgresCatalog(db, config);
  const coupons = postgresCoupons(db);
  const conversations = postgresConversations(db);
  const { leaveGraceMs: graceMs } = config;
  const turns = postgresTurns(db, { graceMs });
  const leases = postgresTurnLeases(db, { graceMs });
  const turnLog = postgresTurnLog(db);
  const signals = postgresTurnSignals(sql, (error) => logError(error, 'listen for turns'));
  const visitors = postgresVisitors(db);
  const admins = postgresAdmins(db);
  const rateLimits = postgresRateLimits(sql, {
    onAway: (err) => log.warn({ err }, 'rate limits: counted by this process alone for now'),
  });
  cleanup.defer(
    clearExpiredRateLimits(sql, {
      onError: (error) => logError(error, 'clear rate limits that are over'),
    }),
  );
  const photos = await openPhotos(database, { config, cleanup });

  await seedDemoStores(
    { stores, catalog, catalogWriter: catalog, couponWriter: coupons, publicUrl: config.publicUrl },
    (message) => log.info(message),
  );
  const firstAdmin = await ensureFirstAdmin(admins, config.admin);
  cleanup.defer(
    keepPicturesIndexed({
      ...photos,
      stores,
      source: folderPictures(DEMO_MEDIA, '/demo/media/'),
      onError: (error) => logError(error, 'index the pictures of the catalog'),
    }),
  );

  // Tools, model, agent, turns.
  const quote = { catalog, coupons, clock };
  const metrics = createMetrics({
    runningTurns: () => runningTurns.ids().length,
    modelEndpoints: () => models.endpoints,
  });
  const tools = createToolBox(
    [
      searchProducts(catalog),
      getProductInfo(catalog),
      calculateDiscount(quote),
      compareProducts(catalog),
      findProductsLikePhoto({ photoMatcher: photos.matcher, catalog }),
    ] as Tool[],
    (error, tool) => {
      metrics.toolFailed(tool);
      logError(error, `run the tool ${tool}`);
    },
  );
  const billing = {
    ...openBilling(db, { stores, config, log, cleanup }),
    onCall: metrics.modelCallDone,
  };
  const models = connectModels(endpoints, {
    ...config.model,
    billing,
    rate: postgresModelRate(db),
    log,
  });
  const agent = { model: models.client, tools, limits: DEFAULT_LIMITS };
  const leaseOwner = newId();
  const locale = async ({ storeId }: { storeId: string }) =>
    (await stores.get(storeId))?.locale ?? 'en';
  const runningTurns = createRunningTurns({
    leaseOwner,
    log: turnLog,
    clock,
    locale,
    answer: (turn, signal) =>
      answerQuestion({ agent, stores, turns, images: photos.images, clock }, turn, signal),
    onError: logError,
    onEnd: metrics.turnDone,
    batches: {
      ...config.eventBatches,
      retryMs: DEFAULT_RETRY_MS,
      mostWaiting: DEFAULT_MOST_WAITING,
    },
    finishLimitMs: 60_000,
  });
  signals.onStop(runningTurns.stop);
  const endRecovery = recoverTurns({
    leaseOwner,
    leases,
    log: turnLog,
    runningTurns,
    locale,
    onError: logError,
    intervalMs: DEFAULT_RECOVERY_INTERVAL_MS,
    graceMs,
  });
  cleanup.defer(async () => {
    endRecovery();
    await runningTurns.handOverAll();
    await leases.release(leaseOwner).catch((error) => logError(error, 'release turns'));
  });

  // What is no longer kept.
  const erasure = postgresVisitorErasure(db);
  const filesToRemove = { removals: postgresImageRemovals(db), files: photos.files, clock };
  cleanup.defer(
    keepRounds(
      retentionJobs({
        ...filesToRemove,
        stores,
        old: postgresOldData(db),
        erasure,
        incoming: photos.incoming,
      }),
      { ...DEFAULT_ROUNDS, onError: logError },
    ),
  );

  // The HTTP surface.
  let shuttingDown = false;
  const addressOf = clientAddressBehind(config.trustedProxies);
  /** Tells readers to come back to another process. */
  const closing = new AbortController();
  const app = createApp({
    log,
    metrics,
    clock,
    stores,
    visitors,
    erase: (visitor) =>
      eraseVisitor(
        {
          erasure,
          stopHere: runningTurns.stop,
          removeFiles: (signal) => removeNewFiles(filesToRemove, signal),
          onError: logError,
        },
        visitor,
      ),
    catalog,
    quote,
    origins: allowedOrigins(stores, config.publicUrl),
    chat: {
      conversations,
      turns,
      publicUrl: config.publicUrl,
      accept: {
        conversations,
        runningTurns,
        leaseOwner,
        images: photos.images,
        imageFromDataUrl: (owner, url) => imageFromDataUrl(photos, owner, url),
        publicUrl: config.publicUrl,
      },
      follow: {
        turns,
        signals,
        findLive: runningTurns.findLive,
        limits: DEFAULT_FOLLOW_LIMITS,
        closing: closing.signal,
      },
      stopHere: runningTurns.stop,
      streams: createEventStreams(DEFAULT_STREAM_LIMITS),
      onError: logError,
    },
    images: { ...photos, publicUrl: config.publicUrl },
    ops: {
      checkDatabase: () => checkDatabase(database),
      modelEndpoints: models.endpoints,
      demoModel: !config.model.endpoint,
      registry: metrics.registry,
    },
    others: [
      widgetRoutes({ stores, assetsDir: path.join(BROWSER_APPS, 'widget') }),
      demoRoutes({ catalog, stores, publicUrl: config.publicUrl }),
    ],
    admin: adminRoutes({
      admins,
      sessions: postgresAdminSessions(db),
      apiKeys: postgresApiKeys(db),
      stores,
      catalog,
      products: postgresProductEditor(db),
      conversations: postgresConversationLog(db),
      settings: postgresStoreEditor(db),
      coupons: postgresCouponList(db),
      costs: postgresModelCosts(db, { installationLimit: config.model.dayBudgetMicros }),
      modelPrices: postgresModelPriceEditor(db, {
        configured: [endpoint, ...config.model.fallbacks].map(({ model }) => model),
      }),
      images: photos.images,
      limiter: loginLimiter(rateLimits),
      clock,
      demoModel: !config.model.endpoint,
      version: packageJson.version,
      clientNetwork: addressOf,
      publicUrl: config.publicUrl,
      pinnedLoader: () => widgetIntegrity(path.join(BROWSER_APPS, 'widget')),
      pageDirectory: path.join(BROWSER_APPS, 'admin'),
    }),
    limits: {
      limits: config.limits,
      rateLimits,
      runningTurns: () => runningTurns.ids().length,
      addressOf,
    },
    shuttingDown: () => shuttingDown,
    explain: explainDatabaseError,
  });
  const server = await listen(app.fetch, {
    ...config,
    connections: config.limits.connections,
  });
  cleanup.defer(() => closeServer(server, MAX_IDLE_CLOSE_MS));
  if (config.model.endpoint && config.model.checkAtStart) {
    const { limits } = config.model;
    cleanup.defer(checkInBackground(endpoints, { limits, billing, log, onFinding }));
  }

  const stack = cleanup.move();
  return {
    url: config.publicUrl,
    demoModel: !config.model.endpoint,
    firstAdmin,
    async stop({ drainMs = 0 } = {}) {
      shuttingDown = true;
      await runningTurns.idle(drainMs);
      closing.abort();
      await stack.disposeAsync();
    },
  };
}

interface Surroundings {
  log: Logger;
  cleanup: AsyncDisposableStack;
}

async function embeddedPostgres(config: Config, { log, cleanup }: Surroundings): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    name: config.publicUrl,
    log: (line) => log.warn({ postgres: line }, 'embedded Postgres'),
  });
  cleanup.defer(() => postgres.stop());
  return postgres.url;
}

async function demoModel({ log, cleanup }: Surroundings): Promise<ModelEndpoint> {
  const { baseUrl, stop } = await startDemoModel({ log: (line) => log.debug(line) });
  cleanup.defer(stop);
  return { baseUrl, model: 'aisle-demo' };
}

/** What models cost, what they may, and where it is written down. */
function openBilling(
  db: Drizzle,
  { stores, config, log, cleanup }: Surroundings & { stores: Stores; config: Config },
): Billing {
  const onError = (err: unknown, doing: string) => log.error({ err, doing }, 'failed');
  const { dayBudgetMicros, limits } = config.model;
  const longestCallMs = limits.totalMs + CALL_MARGIN_MS;
  const ledger = postgresModelLedger(db, {
    onError: (error) => onError(error, 'write down model calls'),
  });
  cleanup.defer(() => ledger.stop(MAX_LEDGER_CLOSE_MS));
  cleanup.defer(
    watchForLostCalls({
      lostCalls: postgresLostCalls(db, { lostAfterMs: longestCallMs }),
      onEnded: (count) => log.warn({ count }, 'model: calls whose process died'),
      onError: (error) => onError(error, 'end lost model calls'),
    }),
  );
  return {
    prices: postgresModelPrices(db, clock),
    budget: postgresModelBudget(db, { stores, clock, dayBudgetMicros, holdMs: longestCallMs }),
    ledger,
    clock,
    onRefused: (refusal) => log.warn(refusal, 'model: not asked, as there is no money for it'),
    onError,
  };
}

/** Photos that shoppers send, and the catalog's pictures to compare them with. */
async function openPhotos(
  { db }: Database,
  { config, cleanup }: { config: Config; cleanup: AsyncDisposableStack },
) {
  const incoming = incomingFiles(config.dataDir);
  await incoming.sweep();
  const files = diskImageFiles(config.dataDir);
  const images = postgresImages(db, files);
  const signatures = postgresPictureSignatures(db, { space: SPACE });
  const decoder = forkedImageDecoder();
  cleanup.defer(() => decoder.stop());
  return {
    images,
    files,
    incoming,
    decoder,
    clock,
    signatures,
    quota: uploadQuota(images, { clock, limits: config.limits.uploads }),
    matcher: lookAlikeMatcher({ images, signatures, decoder }),
  };
}
