import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { HASH_OF_NOBODY, hashPassword } from '../../../../server/admin/password.ts';
import { adminRoutes } from '../../../../server/http/admin/admin-routes.ts';
import { problem, problemFromError } from '../../../../server/http/problem-response.ts';
import type { RefusedPages } from '../../../../server/http/refused-pages.ts';
import { forkedImageDecoder } from '../../../../server/images/decoder/image-decoder.ts';
import { PICTURE_LIMITS } from '../../../../server/images/intake/accept-picture.ts';
import { incomingFiles } from '../../../../server/images/intake/incoming-files.ts';
import { uploadQuota } from '../../../../server/images/intake/upload-quota.ts';
import type { LookAlikePictures } from '../../../../server/images/matching/look-alike-pictures.ts';
import type { PhotoRanker } from '../../../../server/images/matching/photo-matcher.ts';
import { postgresCatalog } from '../../../../server/postgres/catalog/catalog.ts';
import type { Database } from '../../../../server/postgres/connection/database.ts';
import { postgresConversationLog } from '../../../../server/postgres/conversations/conversation-log.ts';
import { postgresUnmatchedPhotos } from '../../../../server/postgres/conversations/unmatched-photos.ts';
import { postgresCouponEditor } from '../../../../server/postgres/coupons/coupon-editor.ts';
import { postgresCoupons } from '../../../../server/postgres/coupons/coupons.ts';
import { postgresRedemptions } from '../../../../server/postgres/coupons/redemptions.ts';
import { postgresCatalogPictures } from '../../../../server/postgres/images/catalog-pictures.ts';
import { postgresModelCosts } from '../../../../server/postgres/models/model-costs.ts';
import { postgresModelPriceEditor } from '../../../../server/postgres/models/model-price-editor.ts';
import { postgresAdmins } from '../../../../server/postgres/people/admins.ts';
import { postgresStoreEditor } from '../../../../server/postgres/stores/store-editor.ts';
import { postgresStores } from '../../../../server/postgres/stores/stores.ts';
import { newId } from '../../../../server/shop/new-id.ts';
import { hashToken, newSecretToken } from '../../../../server/shop/secret-token.ts';
import { catalogFiles } from '../../../../server/wiring/open-imports.ts';
import { openPeople } from '../../../../server/wiring/open-people.ts';
import { openProducts } from '../../../../server/wiring/open-products.ts';
import { ApiKeyScope } from '../../../../shared/admin-people.ts';
import type { AdminRole } from '../../../../shared/admin-role.ts';
import { type FakeImages, fakeImages } from '../../../fakes/fake-images.ts';
import { fakeRateLimits } from '../../../fakes/fake-rate-limits.ts';
import { quoteDeps } from '../../../support/quote-deps.ts';

export const EMAIL = 'owner@shop.example';
export const PASSWORD = 'a password for tests';
const PUBLIC_URL = 'http://localhost';

let passwordHash: Promise<string> | undefined;

export interface AdminAppOptions {
  publicUrl?: string;
  network?: () => string;
  start?: Date;
  /** Names of the models that the installation asks. */
  models?: string[];
  /** Of the whole installation, in millionths of a US dollar. */
  dayBudgetMicros?: number;
  /** Finds nothing when absent. */
  matcher?: PhotoRanker & LookAlikePictures;
  /** None when absent. */
  refusedPages?: Pick<RefusedPages, 'of'>;
}

/** An admin's installation on a test database: one admin, and what a test needs to act as one. */
export async function adminApp(database: Database, options: AdminAppOptions = {}) {
  const { db } = database;
  const clock = new TestClock(options.start ?? new Date());
  const admins = postgresAdmins(db);
  const rateLimits = fakeRateLimits(clock);
  const whoMayEnter = openPeople(db, rateLimits);
  const { apiKeys } = whoMayEnter;
  const catalog = postgresCatalog(db, { publicUrl: PUBLIC_URL });
  const images: FakeImages = fakeImages();
  const unexpected: unknown[] = [];
  passwordHash ??= hashPassword(PASSWORD);
  await admins.create(EMAIL, await passwordHash);

  const intake = pictureIntake(db, clock);
  const redeem = {
    ...quoteDeps({ catalog, coupons: postgresCoupons(db), clock }),
    stores: postgresStores(db),
    redemptions: postgresRedemptions(db),
  };
  const app = new Hono();
  app.notFound((context) => problem(context, 'not_found', 'There is nothing here.'));
  app.onError((error, context) =>
    problemFromError(context, error, (cause) => unexpected.push(cause)),
  );
  // As in the installation something stands before every GET: it must not be taken for the route.
  app.get('/admin/api/*', (_, next) => next());
  app.route(
    '/',
    adminRoutes({
      admins,
      ...whoMayEnter,
      images,
      clock,
      stores: postgresStores(db),
      catalog,
      ...openProducts(database, intake, { publicUrl: PUBLIC_URL }),
      ...catalogFiles(database, { publicUrl: PUBLIC_URL }),
      conversations: postgresConversationLog(db),
      settings: postgresStoreEditor(db),
      coupons: postgresCouponEditor(db, clock),
      redeem,
      photoTrials: {
        ...intake,
        catalog,
        matcher: options.matcher ?? nothingLikeIt,
      },
      unmatchedPhotos: postgresUnmatchedPhotos(db),
      costs: postgresModelCosts(db, { installationLimit: options.dayBudgetMicros }),
      modelPrices: postgresModelPriceEditor(db, { configured: options.models ?? ['aisle-demo'] }),
      publicUrl: options.publicUrl,
      demoModel: true,
      version: '0.0.0-test',
      refusedPages: options.refusedPages ?? { of: () => [] },
      clientNetwork: options.network ?? (() => '192.0.2.1'),
      pinnedLoader: async () => ({ path: '/widget-0.0.0.js', integrity: 'sha384-test' }),
      pageDirectory: fileURLToPath(new URL('../../../../dist/admin', import.meta.url)),
    }),
  );

  const call = (path: string, init: RequestInit = {}) => {
    const request = new Request(new URL(path, PUBLIC_URL), init);
    return app.request(request, undefined, { incoming: nodeBodyOf(request.clone()) });
  };
  return {
    app,
    clock,
    admins,
    apiKeys,
    images,
    pictures: intake.pictures,
    /** What no code foresaw; a test that ends with something in it has found a bug. */
    unexpected,
    call,
    /** The headers of a page of ours, signed in. */
    async signedIn(): Promise<Record<string, string>> {
      const response = await call('/admin/api/session', signIn(EMAIL, PASSWORD));
      return { ...PAGE_HEADERS, cookie: cookieOf(response) };
    },
    /** The page of somebody of their own with this role, who never typed a password. */
    async sessionOf(role: AdminRole): Promise<Record<string, string>> {
      const email = `${role}-${newId()}@shop.example`;
      await admins.create(email, HASH_OF_NOBODY, { role });
      const token = newSecretToken();
      const adminId = (await admins.byEmail(email))?.id ?? '';
      const session = { tokenHash: hashToken(token), adminId, network: '192.0.2.1' };
      await whoMayEnter.sessions.start({ ...session, now: clock.now() });
      return { ...PAGE_HEADERS, cookie: `aisle_admin=${token}` };
    },
    /** The headers of a machine; it may do everything when no scopes are given. */
    async apiKey(
      storeId?: string,
      scopes: ApiKeyScope[] = ApiKeyScope.options,
    ): Promise<Record<string, string>> {
      const key = `aisle_${newSecretToken()}`;
      const fresh = { name: 'test', keyHash: hashToken(key), storeId, scopes };
      await apiKeys.create(fresh, { actor: { kind: 'system', name: 'test' } });
      return { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    },
  };
}

const nothingLikeIt: PhotoRanker & LookAlikePictures = {
  rank: async () => ({ outcome: 'none', items: [], ranked: [], ours: 0, degraded: [] }),
  lookAlikePictures: async () => ({ compared: [], alike: [] }),
};

/** Takes pictures in as the installation does, but keeps them in memory. */
function pictureIntake(db: Database['db'], clock: TestClock) {
  const kept = new Map<string, Buffer>();
  const pictures = postgresCatalogPictures(db, {
    write: async (id, bytes) => void kept.set(id, bytes),
    read: async (id) => kept.get(id),
    remove: async (id) => kept.delete(id),
  });
  const count = {
    sentSince: async (owner: { storeId: string }, since: Date) => ({
      photos: await pictures.countSince(owner.storeId, since),
      bytes: 0,
    }),
  };
  return {
    pictures,
    pictureQuota: uploadQuota(count, { clock, limits: PICTURE_LIMITS }),
    incoming: incomingFiles(tmpdir()),
    decoder: forkedImageDecoder(),
    clock,
  };
}

export type AdminApp = Awaited<ReturnType<typeof adminApp>>;

/** What a browser and our page add to every request. */
export const PAGE_HEADERS = {
  'content-type': 'application/json',
  'x-aisle-admin': '1',
  origin: 'http://localhost',
  'sec-fetch-site': 'same-origin',
};

export function signIn(email: string, password: string): RequestInit {
  return {
    method: 'POST',
    headers: PAGE_HEADERS,
    body: JSON.stringify({ email, password }),
  };
}

/** `name=value` of the cookie that an answer sets; empty when it sets none. */
export function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

export class TestClock {
  #now: Date;
  constructor(now: Date) {
    this.#now = now;
  }
  now(): Date {
    return this.#now;
  }
  passMinutes(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}

/** Where Node's server has a request's body, and uploads of pictures are read from. */
function nodeBodyOf({ headers, body }: Request): Readable {
  const isPicture = headers.get('content-type')?.startsWith('image/');
  return isPicture && body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
}
