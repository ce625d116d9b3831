import { postgresStores } from '../postgres/stores/stores.ts';
import type { Store } from '../shop/store.ts';
import { type CommandContext, CommandError, UsageError } from './command-context.ts';

/** The store that `--store` names. */
export async function storeWithKey(
  { database }: CommandContext,
  key: string | undefined,
): Promise<Store> {
  if (!key) throw new UsageError('--store is missing.');
  const store = await postgresStores(database.db).byKey(key);
  if (!store) throw new CommandError(`There is no store "${key}": run "aisle store list".`);
  return store;
}
