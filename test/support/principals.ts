import { postgresApiKeys } from '../../server/postgres/api-keys.ts';
import { hashToken, newSecretToken } from '../../server/shop/secret-token.ts';
import { ApiKeyScope } from '../../shared/admin-people.ts';
import { plainJpeg } from '../server/images/pictures.ts';
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
  const things = { conversation, message: messages[1].id, image, product: 'no-product' };
  return { name, storeKey, headers: { authorization: `Bearer ${token}` }, things };
}

/** What a store has, as the admin API names it. */
export async function thingsOfStore(
  { database: { sql } }: Installation,
  storeKey: string,
): Promise<Things> {
  const [row] = await sql`
    select
      (select id from conversation where store_id = store.id limit 1) as conversation,
      (select id from message where store_id = store.id limit 1) as message,
      (select id from image where store_id = store.id limit 1) as image,
      (select id from product where store_id = store.id limit 1) as product
    from store where key = ${storeKey}`;
  return row as unknown as Things;
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
