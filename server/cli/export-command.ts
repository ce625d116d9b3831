import { parseArgs } from 'node:util';
import { postgresCatalog } from '../postgres/catalog.ts';
import type { CommandContext } from './command-context.ts';
import { storeWithKey } from './store-with-key.ts';

const PAGE = 100;

/** `export --store KEY`: a UCP product a line, by title, as `import` reads them. */
export async function exportCommand(args: string[], context: CommandContext): Promise<void> {
  const { values } = parseArgs({ args, options: { store: { type: 'string' } } });
  const store = await storeWithKey(context, values.store);
  const catalog = postgresCatalog(context.database.db, context.config);
  let cursor: string | undefined;
  do {
    const page = await catalog.search(store.id, { limit: PAGE, cursor });
    for (const product of page.products) context.out(JSON.stringify(product));
    cursor = page.nextCursor;
  } while (cursor);
}
