import type { AdminProductRow, ProductSort } from '../../../shared/admin-products.ts';

export type Column =
  | 'select'
  | 'picture'
  | 'title'
  | 'price'
  | 'list_price'
  | 'stock'
  | 'availability'
  | 'category'
  | 'updated';

const EDITABLE = ['title', 'price', 'list_price', 'stock', 'availability'] as const;
export type EditableColumn = (typeof EDITABLE)[number];

/** By which column the server can order. */
export const SORT_OF: Partial<
  Record<Column, ProductSort & ('title' | 'price' | 'stock' | 'updated')>
> = {
  title: 'title',
  price: 'price',
  stock: 'stock',
  updated: 'updated',
};

/** A line of the sheet: a product, one of its variants when it is open, or what leads to those that are not shown. */
export interface Line {
  key: string;
  product: string;
  /** Absent on the line of the product itself. */
  variant?: string;
  isRest?: boolean;
}

/** A line with one variant is edited where it stands; a product with several is edited in the lines of its variants. */
export function isEditable(
  line: Line,
  row: AdminProductRow,
  column: Column,
): column is EditableColumn {
  if (line.isRest || !EDITABLE.some((name) => name === column)) return false;
  if (column === 'title') return line.variant === undefined;
  return line.variant !== undefined || row.variant_count === 1;
}

/** The lines of a product, one a variant when it is open. */
export function linesOf(row: AdminProductRow, isOpen: boolean): Line[] {
  const own = { key: row.id, product: row.id };
  if (!isOpen || row.variant_count === 1) return [own];
  const variants = row.variants.map(({ id }) => ({
    key: `${row.id}/${id}`,
    product: row.id,
    variant: id,
  }));
  const rest = { key: `${row.id}/rest`, product: row.id, isRest: true };
  return [own, ...variants, ...(row.variant_count > row.variants.length ? [rest] : [])];
}
