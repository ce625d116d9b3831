import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** True where the column is one of these: one parameter, however many they are, where `in` has one for each. */
export function among(column: SQLWrapper, ids: readonly string[]): SQL {
  return sql`${column} = any(string_to_array(${ids.join()}, ',')::uuid[])`;
}
