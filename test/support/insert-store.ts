import { newId } from '../../server/shop/new-id.ts';
import type { TestDatabase } from './test-database.ts';

/** A store in a test database; its id. */
export async function insertStore(
  { sql }: TestDatabase,
  { key, currency = 'USD', locale = 'en' }: { key: string; currency?: string; locale?: string },
): Promise<string> {
  const id = newId();
  await sql`
    insert into store (id, key, name, currency, locale, identity_secret)
    values (${id}, ${key}, ${key}, ${currency}, ${locale}, 'secret')`;
  return id;
}
