import type { Database } from '../../server/postgres/connection/database.ts';
import { newId } from '../../server/shop/new-id.ts';

/** A new store in a test database; its id. */
export async function insertStore(
  { sql }: Pick<Database, 'sql'>,
  {
    key,
    currency = 'USD',
    locale = 'en',
  }: { key?: string; currency?: string; locale?: string } = {},
): Promise<string> {
  const id = newId();
  await sql`
    insert into store (id, key, name, currency, locale, identity_secret)
    values (${id}, ${key ?? id}, 'A store', ${currency}, ${locale}, 'secret')`;
  return id;
}
