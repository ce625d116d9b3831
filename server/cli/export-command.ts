import { parseArgs } from 'node:util';
import { CatalogExportFormat } from '../../shared/catalog-import.ts';
import { postgresCatalogExport } from '../postgres/catalog/catalog-export.ts';
import { catalogWriting } from '../shop/catalog-files/write-catalog.ts';
import { type CommandContext, UsageError } from './command-context.ts';
import { storeWithKey } from './store-with-key.ts';

/** `export --store KEY [--format aisle|aisle-csv|shopify|google-tsv|google-xml]`: the whole catalog, as `import` reads it. */
export async function exportCommand(args: string[], context: CommandContext): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { store: { type: 'string' }, format: { type: 'string', default: 'aisle' } },
  });
  const format = CatalogExportFormat.safeParse(values.format);
  if (!format.success) throw new UsageError(`There is no format "${values.format}".`);
  const store = await storeWithKey(context, values.store);
  const { head, tail, productText } = catalogWriting(format.data);
  const exports = postgresCatalogExport(context.database.db, context.config);
  if (head !== '') await context.write(head);
  for await (const batch of exports.batches(store.id)) {
    await context.write(batch.map(productText).join(''));
  }
  if (tail !== '') await context.write(tail);
}
