import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { postgresCatalog } from '../postgres/catalog.ts';
import { type ImportReport, importCatalog } from '../shop/import-catalog.ts';
import { type CommandContext, CommandError, UsageError } from './command-context.ts';
import { storeWithKey } from './store-with-key.ts';

const LATER_FORMATS = ['shopify', 'google', 'woocommerce'];
const PROBLEMS_SHOWN = 50;

/**
 * `import <file> --store KEY`. Without `--yes` it only says what it would do: nothing is overwritten by a command
 * that was meant to look.
 */
export async function importCommand(args: string[], context: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      store: { type: 'string' },
      format: { type: 'string', default: 'auto' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  });
  const [file, ...others] = positionals;
  if (!file || others.length > 0) throw new UsageError('Name one file.');
  const format = readFormat(values.format);
  const store = await storeWithKey(context, values.store);
  const text = await readCatalogFile(file);
  const dryRun = values['dry-run'] || !values.yes;
  const writer = postgresCatalog(context.database.db, context.config);
  const report = await importCatalog({ writer }, store, text, { format, dryRun });
  tell(report, context);
  if (report.problems.length > 0) {
    throw new CommandError('Nothing was written: put these lines right, or leave them out.');
  }
  if (!report.written)
    context.out(values['dry-run'] ? 'Nothing was written.' : 'Nothing was written yet: add --yes.');
}

function readFormat(format: string): 'auto' | 'aisle' {
  if (format === 'auto' || format === 'aisle') return format;
  if (LATER_FORMATS.includes(format)) {
    throw new CommandError(
      `The format ${format} is not supported yet; use --format aisle: a UCP product a line, or one array of them.`,
    );
  }
  throw new UsageError(`There is no format "${format}".`);
}

async function readCatalogFile(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8 text' : (error as Error).message;
    throw new CommandError(`${file} cannot be read: ${reason}.`);
  }
}

function tell(report: ImportReport, { out }: CommandContext): void {
  for (const { line, pointer, detail } of report.problems.slice(0, PROBLEMS_SHOWN)) {
    out(`line ${line}: ${pointer} ${detail}`.replace(/ {2,}/g, ' '));
  }
  const hidden = report.problems.length - PROBLEMS_SHOWN;
  if (hidden > 0) out(`… and ${hidden} more`);
  const { read, created, updated, unchanged } = report;
  out(`${read} products: ${created} new, ${updated} changed, ${unchanged} as they were`);
}
