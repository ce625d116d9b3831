import { Product } from '../../../shared/product.ts';
import { unsuitableIn } from '../check-products.ts';
import { type FileProblem, fileProblem, type ReadProduct } from './catalog-file.ts';
import { shapeProblem } from './shape-problem.ts';

const PROBLEMS_SHOWN = 10;

/** A value that claims to be a product, with what a store in `currency` cannot hold of it. `line` is where it starts. */
export function checkProduct(
  value: unknown,
  { line, currency, title }: { line: number; currency: string; title?: string },
): ReadProduct {
  const parsed = Product.safeParse(value);
  const problems: FileProblem[] = parsed.success
    ? unsuitableIn(parsed.data, currency).map(({ pointer, reason, value: found }) =>
        fileProblem(line, reason, { field: pointer, value: found }),
      )
    : parsed.error.issues.map((issue) => {
        const { reason, value: found } = shapeProblem(issue, value);
        return fileProblem(line, reason, { field: pointerOf(issue.path), value: found });
      });
  const named = title ?? titleOf(value);
  if (!parsed.success || problems.length > 0) {
    return { problems: problems.slice(0, PROBLEMS_SHOWN), title: named };
  }
  return { product: parsed.data, problems: [], title: named };
}

function pointerOf(path: PropertyKey[]): string {
  const keys = path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
  return keys.map((key) => `/${key}`).join('');
}

function titleOf(value: unknown): string | undefined {
  const title = (value as { title?: unknown } | null)?.title;
  return typeof title === 'string' ? title : undefined;
}
