import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, startInstallation } from '../../support/installation.ts';
import {
  apiKey,
  type EquippedVisitor,
  equippedVisitor,
  newOwner,
  type Principal,
  pageHeaders,
  signedInAdmin,
  type Things,
  thingsOfStore,
} from '../../support/principals.ts';

/**
 * Who may do what to whose: every route that the API describes, asked by everybody, about what is theirs, another
 * visitor's, another store's and nobody's. A route without an entry here fails.
 */

const PUBLIC = [
  'get /livez',
  'get /readyz',
  'post /v1/visitors',
  'get /v1/store',
  'get /v1/products',
  'get /v1/products/{idOrHandle}',
  'post /v1/quotes',
  'post /v1/quotes/verify',
  // Its signature is looked at: see stock-hook.test.ts.
  'post /v1/hooks/{store}/stock',
  'post /admin/api/session',
  'post /admin/api/join',
  'post /admin/api/join/invitation',
];

/** Served to anybody and not described: pages, files and what machines read. */
const UNDESCRIBED = [
  'all /admin/api/*',
  'get /',
  'get /admin/*',
  'get /admin/assets/:name',
  'get /demo',
  'get /demo/:shop',
  'get /demo/:shop/*',
  'get /demo/:shop/cart',
  'get /demo/:shop/cart/products',
  'get /demo/:shop/products',
  'get /demo/:shop/products/:handle',
  'get /demo/assets/:version/:file',
  'get /demo/media/:shop/:file',
  'get /media/:file',
  'get /metrics',
  'get /widget.js',
  'get /widget/:file',
  // The loader under the name of its version.
  'get /PINNED_LOADER',
  // Those of earlier versions.
  'get /:file{widget-[0-9.]+js}',
];

interface Entry {
  /** The status for those who may, about what is theirs: it need only show that they were let in. */
  own: number;
  /** What `{id}` names. */
  id?: keyof Things;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

const OUTDATED = { 'if-match': '"999999999"' };
const rating = { rating: 'up' };
const passwords = { current_password: 'wrong', new_password: 'a much longer one' };

/** Of each visitor alone. */
const VISITOR: Record<string, Entry> = {
  'get /v1/chat': { own: 200 },
  'post /v1/chat': { own: 400, body: {} },
  'get /v1/chat/{id}': { own: 200, id: 'conversation' },
  'get /v1/chat/{id}/stream': { own: 204, id: 'conversation' },
  'post /v1/chat/{id}/stop': { own: 202, id: 'conversation' },
  'post /v1/chat/{id}/messages/{messageId}/feedback': {
    own: 204,
    id: 'conversation',
    body: rating,
  },
  'post /v1/images': { own: 415, body: {} },
  'get /v1/images/{id}': { own: 200, id: 'image' },
  'delete /v1/visitors/me': { own: 204 },
  'delete /v1/visitors/token': { own: 204 },
};

/** Of who signed in; a key is nobody. */
const PERSON: Record<string, Entry> = {
  'get /admin/api/session': { own: 200 },
  'put /admin/api/session/password': { own: 400, body: passwords },
  'delete /admin/api/session': { own: 204 },
  'get /admin/api/sessions': { own: 200 },
  'delete /admin/api/sessions': { own: 204 },
  'delete /admin/api/sessions/{id}': { own: 404 },
  'get /admin/api/team': { own: 200 },
  'patch /admin/api/people/{id}': { own: 404, body: {} },
  'post /admin/api/people/{id}/password-link': { own: 404 },
  'post /admin/api/invitations': { own: 400, body: {} },
  'delete /admin/api/invitations/{id}': { own: 404 },
  'get /admin/api/keys': { own: 200 },
  'post /admin/api/keys': { own: 400, body: {} },
  'delete /admin/api/keys/{id}': { own: 404 },
  'post /admin/api/stores': { own: 400, body: {} },
  'post /admin/api/audit/{id}/undo': { own: 404 },
  'post /admin/api/stores/{key}/audit/{id}/undo': { own: 404 },
  'get /admin/api/stores/{key}/webhook-secrets': { own: 404 },
  'post /admin/api/stores/{key}/webhook-secrets': { own: 404 },
  'delete /admin/api/stores/{key}/webhook-secrets/{id}': { own: 404 },
};

/** Of admins and keys of any kind. */
const ADMIN: Record<string, Entry> = {
  'get /admin/api/install': { own: 200 },
  'get /admin/api/stores': { own: 200 },
  'get /admin/api/model-prices': { own: 200 },
};

/** Of admins and keys of all stores. */
const INSTALLATION: Record<string, Entry> = {
  'get /admin/api/audit': { own: 200 },
  'get /admin/api/audit/actors': { own: 200 },
  'put /admin/api/model-prices': { own: 400, query: '?model=small', body: {} },
  'delete /admin/api/model-prices': { own: 428, query: '?model=small' },
};

/** Of admins and keys that see the store. */
const STORE: Record<string, Entry> = {
  'get /admin/api/stores/{key}/products': { own: 200 },
  'get /admin/api/stores/{key}/products/{id}': { own: 200, id: 'product' },
  'patch /admin/api/stores/{key}/products/{id}': {
    own: 412,
    id: 'product',
    headers: OUTDATED,
    body: { title: 'Mine now' },
  },
  'get /admin/api/stores/{key}/products/{id}/preview': { own: 200, id: 'product' },
  'delete /admin/api/stores/{key}/products/{id}': { own: 412, id: 'product', headers: OUTDATED },
  'get /admin/api/stores/{key}/product-values': { own: 200 },
  // What is wrong with the body is said to those only who may send one.
  'post /admin/api/stores/{key}/products': { own: 400, body: {} },
  'post /admin/api/stores/{key}/products/preview': { own: 400, body: {} },
  'post /admin/api/stores/{key}/products/bulk': { own: 400, body: {} },
  'post /admin/api/stores/{key}/products/upsert': { own: 400, body: {} },
  'put /admin/api/stores/{key}/products/by-external-id/{external_id}': { own: 400, body: {} },
  'post /admin/api/stores/{key}/media': { own: 415, body: {} },
  'get /admin/api/stores/{key}/conversations': { own: 200 },
  'get /admin/api/stores/{key}/conversations/{id}': { own: 200, id: 'conversation' },
  'get /admin/api/stores/{key}/conversations/{id}/model-calls': { own: 200, id: 'conversation' },
  'get /admin/api/stores/{key}/images/{id}': { own: 200, id: 'image' },
  'get /admin/api/stores/{key}/photos/unmatched': { own: 200 },
  'post /admin/api/stores/{key}/photos/try': { own: 415, body: {} },
  'get /admin/api/stores/{key}/products/{id}/picture-check': { own: 200, id: 'product' },
  'get /admin/api/stores/{key}/settings': { own: 200 },
  'get /admin/api/stores/{key}/refused-pages': { own: 200 },
  'patch /admin/api/stores/{key}/settings': {
    own: 412,
    headers: OUTDATED,
    body: { photos: true },
  },
  'get /admin/api/stores/{key}/coupons': { own: 200 },
  'post /admin/api/stores/{key}/coupons': { own: 400, body: {} },
  'post /admin/api/stores/{key}/coupons/code': { own: 200 },
  'post /admin/api/stores/{key}/coupons/try': { own: 400, body: {} },
  'get /admin/api/stores/{key}/coupons/{id}': { own: 200, id: 'coupon' },
  'patch /admin/api/stores/{key}/coupons/{id}': {
    own: 412,
    id: 'coupon',
    headers: OUTDATED,
    body: { active: false },
  },
  'delete /admin/api/stores/{key}/coupons/{id}': { own: 412, id: 'coupon', headers: OUTDATED },
  'post /admin/api/stores/{key}/coupons/{id}/try': { own: 400, body: {} },
  'post /admin/api/stores/{key}/redemptions': { own: 400, body: {} },
  'get /admin/api/stores/{key}/redemptions/{id}': { own: 200, id: 'order' },
  'post /admin/api/stores/{key}/redemptions/{id}/confirm': { own: 200, id: 'order' },
  'post /admin/api/stores/{key}/redemptions/{id}/cancel': { own: 200, id: 'order' },
  'get /admin/api/stores/{key}/export': { own: 200 },
  // Nothing in it is a catalog: that is told of the import, not of the request.
  'post /admin/api/stores/{key}/imports': { own: 201, body: {} },
  'get /admin/api/stores/{key}/imports': { own: 200 },
  'get /admin/api/stores/{key}/imports/{id}': { own: 200, id: 'import' },
  'get /admin/api/stores/{key}/imports/{id}/rows': { own: 200, id: 'import' },
  'get /admin/api/stores/{key}/imports/{id}/refused': { own: 200, id: 'import' },
  'post /admin/api/stores/{key}/imports/{id}/run': { own: 409, id: 'import', body: {} },
  'post /admin/api/stores/{key}/imports/{id}/cancel': { own: 200, id: 'import' },
  'get /admin/api/stores/{key}/costs': { own: 200 },
  'get /admin/api/stores/{key}/audit': { own: 200 },
  'get /admin/api/stores/{key}/audit/actors': { own: 200 },
};

const PRIVATE = { ...VISITOR, ...PERSON, ...ADMIN, ...INSTALLATION, ...STORE };
const NOBODYS = '01900000-0000-7000-8000-000000000000';
const NONE: Things = {
  conversation: NOBODYS,
  message: NOBODYS,
  image: NOBODYS,
  product: NOBODYS,
  coupon: NOBODYS,
  order: NOBODYS,
  import: NOBODYS,
};
const NO_STORE = 'does-not-exist';

let aisle: Installation;
let visitors: EquippedVisitor[];
let admin: Principal;
let keys: { all: Principal; outdoor: Principal; laptop: Principal };
let nobody: Principal;
/** By the key of the store. */
let stores: Record<string, Things>;

beforeAll(async () => {
  aisle = await startInstallation();
  visitors = await Promise.all([
    equippedVisitor(aisle, 'demo-outdoor', 'ann'),
    equippedVisitor(aisle, 'demo-outdoor', 'bob'),
    equippedVisitor(aisle, 'demo-laptop', 'lin'),
  ]);
  admin = await signedInAdmin(aisle);
  keys = {
    all: await apiKey(aisle),
    outdoor: await apiKey(aisle, 'demo-outdoor'),
    laptop: await apiKey(aisle, 'demo-laptop'),
  };
  nobody = { name: 'nobody', headers: pageHeaders(aisle.url) };
  stores = {
    'demo-outdoor': await thingsOfStore(aisle, 'demo-outdoor'),
    'demo-laptop': await thingsOfStore(aisle, 'demo-laptop'),
    [NO_STORE]: NONE,
  };
}, 60_000);
afterAll(() => aisle[Symbol.asyncDispose]());

/** `key`: of the store that the address names. */
async function ask(who: Principal, name: string, about: { things?: Things; key?: string } = {}) {
  const { id = 'conversation', query = '', body, headers } = PRIVATE[name]!;
  const { things = NONE, key = NO_STORE } = about;
  const [method = '', path = ''] = name.split(' ');
  const filled = path
    .replace('{key}', key)
    .replace('{id}', things[id])
    .replace('{messageId}', things.message);
  const response = await fetch(aisle.url + filled + query, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...who.headers, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.text() };
}

const all = () => [nobody, ...visitors, admin, ...Object.values(keys)];

/** Statuses of a route without ids, by who asks. */
async function statuses(name: string, among: Principal[]) {
  const answers = await Promise.all(
    among.map(async (who) => [who.name, (await ask(who, name)).status]),
  );
  return Object.fromEntries(answers);
}

it('says of every route whose it is, and of none that is not there', async () => {
  const { paths } = await (await fetch(`${aisle.url}/openapi.json`)).json();
  const described = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual([...PUBLIC, ...Object.keys(PRIVATE)].sort());
});

it('names every route that is not described', () => {
  const found = globSync(['server/http/**/*.ts', 'demo/*.ts']).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /\brouter\.(get|post|put|patch|delete|all)\(\s*['"`]([^'"`]+)/g,
      ),
    ].map(([, method, path]) => `${method} ${path?.replace(/\$\{(\w+)\}/, '$1')}`),
  );
  expect(found.sort()).toEqual([...UNDESCRIBED].sort());
});

describe('a visitor', () => {
  const withIds = Object.entries(VISITOR).filter(([, { id }]) => id);

  it.each(withIds)('reaches what is theirs and nothing else: %s', async (name, { own }) => {
    for (const who of visitors) {
      const none = await ask(who, name);
      for (const owner of visitors) {
        const answer = await ask(who, name, owner);
        const context = `${who.name} asks about what is ${owner.name}'s`;
        if (owner === who) expect([context, answer.status]).toEqual([context, own]);
        else expect({ context, ...answer }).toEqual({ context, ...none });
      }
    }
  });

  it('sees a list of their own conversations', async () => {
    for (const who of visitors) {
      const { conversations } = JSON.parse((await ask(who, 'get /v1/chat')).body);
      expect(conversations).toMatchObject([{ id: who.things.conversation }]);
      expect(conversations).toHaveLength(1);
    }
  });

  it.each(['post /v1/chat', 'post /v1/images'])('is let in: %s', async (name) => {
    const { own } = VISITOR[name]!;
    expect(await statuses(name, visitors)).toEqual({ ann: own, bob: own, lin: own });
  });

  it('cannot show a photo of another, nor add to what another said', async () => {
    const [ann, bob] = visitors as [EquippedVisitor, EquippedVisitor];
    const send = async (image: string) => {
      const part = { type: 'file', mediaType: 'image/jpeg', url: `/v1/images/${image}` };
      const message = { id: crypto.randomUUID(), role: 'user', parts: [part] };
      const response = await fetch(`${aisle.url}/v1/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bob.headers },
        body: JSON.stringify({ id: ann.things.conversation, message }),
      });
      return { status: response.status, body: await response.text() };
    };
    const none = await send(NOBODYS);
    expect(none.status).toBe(404);
    expect(await send(ann.things.image)).toEqual(none);
    const { body } = await ask(ann, 'get /v1/chat/{id}', ann);
    expect(JSON.parse(body).messages).toHaveLength(2);
  });

  it('forgets nobody but themselves', async () => {
    const leaving = await equippedVisitor(aisle, 'demo-outdoor', 'leaving');
    expect((await ask(leaving, 'delete /v1/visitors/me')).status).toBe(204);
    expect((await ask(leaving, 'get /v1/chat')).status).toBe(401);
    expect(await statuses('get /v1/chat', visitors)).toEqual({ ann: 200, bob: 200, lin: 200 });
  });

  it('logs nobody out but themselves', async () => {
    const leaving = await equippedVisitor(aisle, 'demo-outdoor', 'logging-out');
    expect((await ask(leaving, 'delete /v1/visitors/token')).status).toBe(204);
    expect((await ask(leaving, 'get /v1/chat')).status).toBe(401);
    expect(await statuses('get /v1/chat', visitors)).toEqual({ ann: 200, bob: 200, lin: 200 });
  });
});

describe('who is not the right kind', () => {
  it.each(Object.keys(PRIVATE))('hears the same, whatever it is about: %s', async (name) => {
    const [ann, , lin] = visitors;
    const strangers = all().filter((who) =>
      name in VISITOR ? !visitors.some((visitor) => visitor === who) : isShopper(who),
    );
    for (const who of strangers) {
      const none = await ask(who, name);
      expect([who.name, none.status]).toEqual([who.name, 401]);
      for (const [key, things] of Object.entries(stores)) {
        expect(await ask(who, name, { key, things })).toEqual(none);
      }
      expect(await ask(who, name, ann)).toEqual(none);
      expect(await ask(who, name, lin)).toEqual(none);
    }
  });
});

const isShopper = (who: Principal) => ![admin, ...Object.values(keys)].includes(who);

describe('an admin or a key', () => {
  it.each(Object.entries(PERSON))('is a person, or is refused: %s', async (name, { own }) => {
    // One of their own, as it may be over with this.
    const person = await newOwner(aisle);
    expect((await ask(person, name)).status).toBe(own);
    for (const key of Object.values(keys)) expect((await ask(key, name)).status).toBe(403);
  });

  it.each(Object.entries(ADMIN))('is let in: %s', async (name, { own }) => {
    const { all: ofAll, outdoor, laptop } = keys;
    for (const who of [admin, ofAll, outdoor, laptop]) {
      expect([who.name, (await ask(who, name)).status]).toEqual([who.name, own]);
    }
  });

  it.each(Object.entries(INSTALLATION))(
    'manages all, or nothing of it: %s',
    async (name, entry) => {
      const { all: ofAll, outdoor, laptop } = keys;
      for (const who of [admin, ofAll]) expect((await ask(who, name)).status).toBe(entry.own);
      for (const who of [outdoor, laptop]) expect((await ask(who, name)).status).toBe(403);
    },
  );

  it.each(Object.entries(STORE))('reaches what is in its stores: %s', async (name, { own, id }) => {
    const { all: ofAll, outdoor, laptop } = keys;
    const seen = new Map([
      [admin, ['demo-outdoor', 'demo-laptop']],
      [ofAll, ['demo-outdoor', 'demo-laptop']],
      [outdoor, ['demo-outdoor']],
      [laptop, ['demo-laptop']],
    ]);
    for (const [who, mine] of seen) {
      const noStore = await ask(who, name);
      expect(noStore.status).toBe(404);
      for (const key of Object.keys(stores)) {
        const none = await ask(who, name, { key });
        for (const [owner, things] of Object.entries(stores)) {
          const answer = await ask(who, name, { key, things });
          const context = `${who.name} asks in ${key} about what is in ${owner}`;
          if (!mine.includes(key)) expect({ context, ...answer }).toEqual({ context, ...noStore });
          else if (id && key !== owner)
            expect({ context, ...answer }).toEqual({ context, ...none });
          else expect([context, answer.status]).toEqual([context, own]);
        }
      }
    }
  });
});

it('never answers a visitor who asks for what is not there with a failure of ours', async () => {
  for (const name of Object.keys(VISITOR).filter((route) => !route.startsWith('delete'))) {
    const { status, body } = await ask(visitors[0]!, name);
    expect([name, status < 500]).toEqual([name, true]);
    if (status >= 400) expect([name, JSON.parse(body).code]).toEqual([name, expect.any(String)]);
  }
});
