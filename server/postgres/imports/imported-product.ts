import type { ImportRowKind } from '../../../shared/catalog-import.ts';
import type { Product } from '../../../shared/product.ts';
import type { FileProblem } from '../../shop/catalog-files/catalog-file.ts';
import type { PlannedProduct } from '../catalog/plan-products.ts';

/** One product as the file has it. */
export interface ImportedProduct {
  position: number;
  line: number;
  title?: string;
  product?: Product;
  problems: FileProblem[];
  /** What the file has to say something in. */
  columns: ReadonlySet<string>;
  isHandleStated: boolean;
}

/** On its way to a verdict. */
export type CheckedProduct = ImportedProduct & { planned?: PlannedProduct };

/** What became of a product, as previews call it. */
export const KINDS = {
  created: 'new',
  updated: 'changed',
  unchanged: 'unchanged',
} as const satisfies Record<PlannedProduct['change'], ImportRowKind>;
