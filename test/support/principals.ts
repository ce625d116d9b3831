import { HASH_OF_NOBODY } from '../../server/admin/password.ts';
import { postgresAdminSessions } from '../../server/postgres/people/admin-sessions.ts';
import { postgresAdmins } from '../../server/postgres/people/admins.ts';
import { postgresApiKeys } from '../../server/postgres/people/api-keys.ts';
import { newId } from '../../server/shop/new-id.ts';
import { hashToken, newSecretToken } from '../../server/shop/secret-token.ts';
import { ApiKeyScope } from '../../shared/admin-people.ts';
import { plainJpeg } from '../server/images/matching/pictures.ts';
import { ADMIN, type Installation } from './installation.ts';
import { newShopper } from './shopper.ts';

/** Somebody who sends requests, known by these headers. */
export interface Principal {
  name: string;
  headers: Record<string, string>;
}

/** What routes name by an id, all of it one visitor's or one store's. */
export interface Things {
  conversation: string;
  message: string;
  image: string;
  product: string;
  coupon: string;
  /** As the shop calls it. */
  order: string;
  /** Of a file that was of no use. */
  import: string;
}

/** A visitor with an answered question and a photo. */
export interface EquippedVisitor extends Principal {
  storeKey: string;
  /** As the visitor's own API names them. */
  things: Things;
}

/** A visitor, whose conversation has a name that nobody else's has. */
export async function equippedVisitor(
  { url }: Installation,
  storeKey: string,
  name: string,
): Promise<EquippedVisitor> {
  const { token, request, ask } = await newShopper(url, storeKey);
  const conversation = `conversation-of-${name}`;
  await ask(conversation, 'hello');
  const { messages } = await (await request(`/v1/chat/${conversation}`)).json();
  const upload = await request('/v1/images', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: new Uint8Array(await plainJpeg()),
  });
  const { id: image } = await upload.json();
  const none = {
    product: 'no-product',
    coupon: 'no-coupon',
    order: 'no-order',
    import: 'no-import',
  };
  const things = { ...none, conversation, message: messages[1].id, image };
  return { name, storeKey, headers: { authorization: `Bearer ${token}` }, things };
}

/** What a store has, as the admin API names it. */
export async function thingsOfStore(
  { database: { sql } }: Installation,
  storeKey: string,
): Promise<Things> {
  const order = `order of ${storeKey}`;
  await sql`
    insert into coupon_order (id, store_id, order_id, quote_id, status, currency, subtotal, discount, total)
    select gen_random_uuid(), id, ${order}, gen_random_uuid(), 'confirmed', currency, 0, 0, 0 from store where key = ${storeKey}`;
  await sql`
    insert into catalog_import (id, store_id, file_name, wanted_format, status, actor_kind, actor_name)
    select gen_random_uuid(), id, 'none.csv', 'auto', 'failed', 'system', 'test' from store where key = ${storeKey}`;
  const [row] = await sql`
    select
      (select id from catalog_import where store_id = store.id limit 1) as import,
      (select id from conversation where store_id = store.id limit 1) as conversation,
      (select id from message where store_id = store.id limit 1) as message,
      (select id from image where store_id = store.id limit 1) as image,
      (select id from product where store_id = store.id limit 1) as product,
      (select id from coupon where store_id = store.id limit 1) as coupon
    from store where key = ${storeKey}`;
  return { ...row, order } as unknown as Things;
}

/** The page of a merchant who has signed in. */
export async function signedInAdmin({ url }: Installation): Promise<Principal> {
  const headers = pageHeaders(url);
  const response = await fetch(`${url}/admin/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify(ADMIN),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { name: 'admin', headers: { ...headers, cookie } };
}

/** The page of an owner of their own, who never typed a password. */
export async function newOwner({ url, database: { db } }: Installation): Promise<Principal> {
  const [admins, sessions] = [postgresAdmins(db), postgresAdminSessions(db)];
  const email = `${newId()}@shop.example`;
  await admins.create(email, HASH_OF_NOBODY);
  const adminId = (await admins.byEmail(email))?.id ?? '';
  const token = newSecretToken();
  const session = { tokenHash: hashToken(token), adminId, network: '192.0.2.1' };
  await sessions.start({ ...session, now: new Date() });
  return { name: 'owner', headers: { ...pageHeaders(url), cookie: `aisle_admin=${token}` } };
}

/** What a browser and our page add, so that nobody is refused for the lack of it. */
export function pageHeaders(url: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-aisle-admin': '1',
    origin: url,
    'sec-fetch-site': 'same-origin',
  };
}

/** The key of one store, or of all, for everything unless scopes are given. */
export async function apiKey(
  { database }: Installation,
  storeKey?: string,
  scopes: ApiKeyScope[] = ApiKeyScope.options,
): Promise<Principal> {
  const { sql, db } = database;
  const [store] = storeKey ? await sql`select id from store where key = ${storeKey}` : [];
  const key = `aisle_${newSecretToken()}`;
  const fresh = { name: 'test', keyHash: hashToken(key), storeId: store?.id, scopes };
  await postgresApiKeys(db).create(fresh, { actor: { kind: 'system', name: 'test' } });
  const name = `key of ${storeKey ?? 'all stores'}`;
  return { name, headers: { authorization: `Bearer ${key}` } };
}
