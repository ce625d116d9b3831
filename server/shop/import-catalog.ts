import type { z } from 'zod';
import { Product } from '../../shared/product.ts';
import type { CatalogWriter, UpsertCount } from './catalog.ts';
import { repeatedIn, unsuitableIn } from './check-products.ts';
import { type ImportLine, importLines } from './import-lines.ts';
import type { Store } from './store.ts';

export interface ImportOptions {
  /** `aisle`: one UCP product a line, or an array of them. `auto` finds out; today that is the only one. */
  format: 'auto' | 'aisle';
  /** Check and count, write nothing. */
  dryRun: boolean;
  /** Leave wrong lines out instead of refusing the file. */
  skipInvalid?: boolean;
}

export interface ImportReport extends UpsertCount {
  /** Products in the file, right or wrong. */
  read: number;
  /** Every wrong line, in the order of the file. */
  problems: ImportProblem[];
  /** False after a dry run and when a wrong line held everything back. */
  written: boolean;
}

export interface ImportProblem {
  line: number;
  /** JSON pointer into the product on that line; empty for all of it. */
  pointer: string;
  detail: string;
}

const PROBLEMS_A_LINE = 10;

/**
 * Brings a catalog file into a store: checks every line first, then writes all products in one transaction.
 * Wrong lines are a report, not an error. Throws AppError `invalid_request` when the products clash with what the
 * store already has (a handle or SKU of a product that the file does not mention).
 */
export async function importCatalog(
  { writer }: { writer: CatalogWriter },
  store: Store,
  text: string,
  { dryRun, skipInvalid = false }: ImportOptions,
): Promise<ImportReport> {
  const { read, products, problems } = readCatalogFile(text, store.currency);
  const nothing: ImportReport = {
    read,
    problems,
    created: 0,
    updated: 0,
    unchanged: 0,
    written: false,
  };
  if (problems.length > 0 && !skipInvalid) return nothing;
  const count = await writer.upsert(store.id, products, { dryRun });
  return { ...nothing, ...count, written: !dryRun };
}

function readCatalogFile(
  text: string,
  currency: string,
): { read: number; products: Product[]; problems: ImportProblem[] } {
  const lines = importLines(text);
  const checked = lines.map((line) => ({ line: line.line, ...checkLine(line, currency) }));
  const problems = checked.flatMap((item) => item.problems.slice(0, PROBLEMS_A_LINE));
  const good = checked.flatMap(({ line, product, problems: found }) =>
    product && found.length === 0 ? [{ line, product }] : [],
  );
  const repeated = repeatedIn(good.map(({ product }) => product));
  for (const { index, earlier, pointer, what } of repeated) {
    const detail = `the ${what} stands on line ${good[earlier]!.line} already`;
    problems.push({ line: good[index]!.line, pointer, detail });
  }
  const second = new Set(repeated.map(({ index }) => index));
  return {
    read: lines.length,
    products: good.filter((_, index) => !second.has(index)).map(({ product }) => product),
    problems: problems.sort((a, b) => a.line - b.line),
  };
}

function checkLine(
  { line, text }: ImportLine,
  currency: string,
): { product?: Product; problems: ImportProblem[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problems: [{ line, pointer: '', detail: NOT_JSON }] };
  }
  const parsed = Product.safeParse(value);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => ({ line, ...describeIssue(issue) })) };
  }
  const unsuitable = unsuitableIn(parsed.data, currency);
  return { product: parsed.data, problems: unsuitable.map((item) => ({ line, ...item })) };
}

const NOT_JSON =
  'is not JSON; a catalog file has one UCP product a line, or one array of them (CSV and XML formats are not supported yet)';

function describeIssue(issue: z.core.$ZodIssue): Omit<ImportProblem, 'line'> {
  const keys = issue.path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
  return { pointer: keys.map((key) => `/${key}`).join(''), detail: issue.message };
}
