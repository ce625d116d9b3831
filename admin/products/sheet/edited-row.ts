import type {
  AdminProduct,
  AdminProductRow,
  AdminVariantRow,
  ProductChange,
} from '../../../shared/admin-products.ts';

/** One change of one cell. */
export type Edit =
  | { field: 'title'; value: string }
  | {
      field: 'price' | 'list_price' | 'stock' | 'availability';
      variant: string;
      value: string | number | null;
    };

/** As many as a row from the server has. */
const ROW_VARIANTS = 20;

/** What the sheet shows while the server has not answered yet. */
export function editedRow(row: AdminProductRow, edit: Edit): AdminProductRow {
  if (edit.field === 'title') return { ...row, title: edit.value };
  const variants = row.variants.map((variant) =>
    variant.id === edit.variant ? { ...variant, [edit.field]: edit.value } : variant,
  );
  // Of a product with more variants than these only the server knows the sums.
  return row.variant_count > variants.length
    ? { ...row, variants }
    : { ...row, variants, ...sumsOf(variants) };
}

export function changeOf(edit: Edit): ProductChange {
  if (edit.field === 'title') return { title: edit.value };
  return { variants: [{ id: edit.variant, [edit.field]: edit.value }] };
}

/** The line of a product that was read whole. */
export function rowOf(product: AdminProduct): AdminProductRow {
  const { id, handle, title, brand, url, categories, version, updated_at, variants } = product;
  return {
    id,
    handle,
    title,
    brand,
    url,
    categories,
    version,
    updated_at,
    media: product.media.slice(0, 1),
    variants: variants.slice(0, ROW_VARIANTS),
    variant_count: variants.length,
    ...sumsOf(variants),
  };
}

function sumsOf(variants: AdminVariantRow[]): Pick<AdminProductRow, 'stock' | 'price_range'> {
  const counted = variants.flatMap(({ stock }) => stock ?? []);
  const prices = variants.map(({ price }) => price);
  return {
    stock: counted.length > 0 ? counted.reduce((sum, stock) => sum + stock, 0) : null,
    price_range: { min: Math.min(...prices), max: Math.max(...prices) },
  };
}
