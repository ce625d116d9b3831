import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../../admin/products/sheet/columns.ts';
import { editedRow, rowOf } from '../../../../admin/products/sheet/edited-row.ts';
import { adminProduct, adminVariant } from '../../product/a-product.ts';

const product = adminProduct({
  variants: [
    adminVariant({ id: 'v1', price: 100, stock: 2 }),
    adminVariant({ id: 'v2', price: 300, stock: null }),
  ],
});

describe('a line of the sheet', () => {
  it('shows an edit before the server has it, with the sums that follow', () => {
    const row = rowOf(product);
    expect(row).toMatchObject({ stock: 2, price_range: { min: 100, max: 300 }, variant_count: 2 });
    const edited = editedRow(row, { field: 'price', variant: 'v2', value: 50 });
    expect(edited.price_range).toEqual({ min: 50, max: 100 });
    expect(editedRow(edited, { field: 'stock', variant: 'v2', value: 5 }).stock).toBe(7);
    expect(row.price_range).toEqual({ min: 100, max: 300 });
  });

  it('opens to a line a variant, and one that leads to those it does not carry', () => {
    const many = Array.from({ length: 23 }, (_, index) => adminVariant({ id: `v${index}` }));
    const row = rowOf(adminProduct({ variants: many }));
    expect(linesOf(row, false)).toHaveLength(1);
    const lines = linesOf(row, true);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)?.isRest).toBe(true);
  });
});
