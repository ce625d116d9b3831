import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type CatalogImport,
  type ImportRow,
  MissingProducts,
  WantedImportFormat,
} from '../../shared/catalog-import.ts';
import { workOnOne } from '../admin/catalog-import-jobs.ts';
import type { CatalogImports, ImportIntake, ImportWork } from '../admin/catalog-imports.ts';
import { RECEIVE_LIMITS, receiveImport } from '../admin/receive-import.ts';
import { postgresImportIntake } from '../postgres/imports/catalog-import-intake.ts';
import { postgresImportWork } from '../postgres/imports/catalog-import-work.ts';
import { postgresCatalogImports } from '../postgres/imports/catalog-imports.ts';
import { failureText, problemText } from '../shop/catalog-files/problem-text.ts';
import { newId } from '../shop/new-id.ts';
import { type CommandContext, CommandError, UsageError } from './command-context.ts';
import { storeWithKey } from './store-with-key.ts';

const PROBLEMS_SHOWN = 50;
const PROGRESS_MS = 250;
/** A file on one's own disk may be larger than one that comes over the network. */
const LIMITS = { ...RECEIVE_LIMITS, maxBytes: RECEIVE_LIMITS.maxUnpackedBytes };

/**
 * `import <file|-> --store KEY`. Without `--yes` it only says what it would do: nothing is overwritten by a command
 * that was meant to look. What is refused keeps nothing else; then the command ends with 1.
 */
export async function importCommand(args: string[], context: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      store: { type: 'string' },
      format: { type: 'string', default: 'auto' },
      missing: { type: 'string', default: 'leave' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  });
  const [file, ...others] = positionals;
  if (!file || others.length > 0) throw new UsageError('Name one file, or - for what is piped in.');
  const format = WantedImportFormat.safeParse(values.format);
  if (!format.success) throw new UsageError(`There is no format "${values.format}".`);
  const missing = MissingProducts.safeParse(values.missing);
  if (!missing.success) throw new UsageError('--missing is leave or unavailable.');
  const { id: storeId } = await storeWithKey(context, values.store);
  const shop = openShop(context, storeId);

  const importId = await receiveImport(shop.intake, bytesOf(file), {
    storeId,
    fileName: file === '-' ? 'standard input' : file,
    format: format.data,
    actor: ACTOR,
    limits: LIMITS,
  });
  const checked = await workUntilDone(shop, importId, context);
  if (checked.failure) throw new CommandError(`${file}: ${failureText(checked.failure)}`);
  const isDryRun = values['dry-run'] || !values.yes;
  if (isDryRun) {
    await tellRefused(shop, importId, context);
    context.out(summary(checked));
    await shop.imports.cancel(storeId, importId);
    context.out(values['dry-run'] ? 'Nothing was written.' : 'Nothing was written yet: add --yes.');
  } else {
    await shop.imports.run(storeId, importId, { actor: ACTOR, missing: missing.data });
    const done = await workUntilDone(shop, importId, context);
    await tellRefused(shop, importId, context);
    context.out(summary(done));
    if (done.missing_done !== null) context.out(`${done.missing_done} made unavailable`);
  }
  await shop.work.sweep();
  const { counts } = (await shop.imports.get(storeId, importId)) ?? checked;
  if (counts.refused > 0) throw new CommandError(`${counts.refused} were refused: see above.`);
}

const ACTOR = { kind: 'cli', name: 'aisle import' } as const;

interface OpenShop {
  storeId: string;
  imports: CatalogImports;
  intake: ImportIntake;
  work: ImportWork;
}

function openShop({ database, config }: CommandContext, storeId: string): OpenShop {
  const { db, patient } = database;
  return {
    storeId,
    imports: postgresCatalogImports(db),
    intake: postgresImportIntake(db),
    work: postgresImportWork(patient, config),
  };
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  if (file === '-') {
    yield* process.stdin;
    return;
  }
  try {
    await using handle = await open(file);
    yield* handle.createReadStream({ autoClose: false });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CommandError(`${file} cannot be read: ${message}.`);
  }
}

/** Here, or in a server that runs on the same database: whoever has it, it is waited for. */
async function workUntilDone(
  { storeId, imports, work }: OpenShop,
  importId: string,
  { progress }: CommandContext,
): Promise<CatalogImport> {
  const owner = newId();
  const { signal } = new AbortController();
  const look = async () => {
    const item = await imports.get(storeId, importId);
    if (!item) throw new CommandError('The import is gone: its store was deleted.');
    return item;
  };
  const timer = progress
    ? setInterval(
        () => void look().then((item) => progress(progressText(item)), ignored),
        PROGRESS_MS,
      )
    : undefined;
  try {
    while (true) {
      const item = await look();
      if (item.status !== 'checking' && item.status !== 'running') return item;
      const worked = await workOnOne(work, { owner, signal, only: importId });
      if (!worked) await new Promise((resolve) => setTimeout(resolve, PROGRESS_MS));
    }
  } finally {
    clearInterval(timer);
    progress?.('');
  }
}

/** What fails here fails for the work too, which tells of it. */
const ignored = () => {};

function progressText({ status, reached, products }: CatalogImport): string {
  const verb = status === 'running' ? 'written' : 'checked';
  return products === null ? 'sorting …' : `${reached} of ${products} ${verb}`;
}

async function tellRefused(
  { storeId, imports }: OpenShop,
  importId: string,
  { out }: CommandContext,
): Promise<void> {
  const page = await imports.rows(storeId, importId, { kind: 'refused', limit: PROBLEMS_SHOWN });
  const item = await imports.get(storeId, importId);
  const rows = page?.rows ?? [];
  for (const line of rows.flatMap(linesOf)) out(line);
  const hidden = (item?.counts.refused ?? 0) - rows.length;
  if (hidden > 0) out(`… and ${hidden} more`);
}

function linesOf({ title, problems }: ImportRow): string[] {
  return problems.map((problem) =>
    [`line ${problem.line}:`, title && `${title}:`, problemText(problem)].filter(Boolean).join(' '),
  );
}

function summary({ products, counts }: CatalogImport): string {
  const { new: made, changed, unchanged, refused } = counts;
  const found = `${products ?? 0} products: ${made} new, ${changed} changed, ${unchanged} as they were`;
  return refused > 0 ? `${found}, ${refused} refused` : found;
}
