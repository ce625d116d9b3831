import type { Product, Variant } from '../../../shared/product.ts';
import { currencyExponent } from '../money.ts';
import { decimalText } from './read-amount.ts';

/** As Shopify's own exports have had them for years; its importer takes them beside the newer names. */
export const SHOPIFY_COLUMNS = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Product Category',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Option3 Name',
  'Option3 Value',
  'Variant SKU',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'Variant Image',
  'Status',
] as const;

type Cells = Partial<Record<(typeof SHOPIFY_COLUMNS)[number], string>>;

/** The rows of a product: one a variant, and more where it has more pictures than variants. */
export function shopifyRows(product: Product): string[][] {
  const { media = [], variants } = product;
  const count = Math.max(variants.length, media.length);
  return Array.from({ length: count }, (_, index) => {
    const variant = variants[index];
    const picture = media[index];
    const row: Cells = {
      Handle: product.handle,
      ...(index === 0 ? productCells(product) : {}),
      ...(variant ? variantCells(variant, { product, index }) : {}),
    };
    if (picture) {
      row['Image Src'] = picture.url;
      row['Image Position'] = String(index + 1);
      row['Image Alt Text'] = picture.alt_text;
    }
    return SHOPIFY_COLUMNS.map((column) => row[column] ?? '');
  });
}

function productCells({
  title,
  description,
  categories = [],
  tags = [],
  metadata,
}: Product): Cells {
  const taxonomy = categories.find((category) => category.taxonomy === 'shopify');
  const type = categories.find((category) => category !== taxonomy);
  return {
    Title: title,
    'Body (HTML)': htmlOf(description.plain),
    Vendor: metadata?.brand,
    'Product Category': taxonomy?.value,
    Type: type?.value,
    Tags: tags.map((tag) => tag.replaceAll(',', '\\,')).join(', '),
    Published: 'TRUE',
    Status: 'active',
  };
}

function variantCells(
  variant: Variant,
  { product, index }: { product: Product; index: number },
): Cells {
  const exponent = currencyExponent(variant.price.currency);
  const stock = variant.metadata?.stock;
  const isCounted = stock !== undefined || !variant.availability.available;
  const goesOn = ['backorder', 'preorder'].includes(variant.availability.status ?? '');
  return {
    ...optionCells(variant, { product, index }),
    'Variant SKU': variant.sku,
    'Variant Inventory Tracker': isCounted ? 'shopify' : '',
    'Variant Inventory Qty': isCounted ? String(stock ?? 0) : '',
    'Variant Inventory Policy': goesOn ? 'continue' : 'deny',
    'Variant Price': decimalText(variant.price.amount, exponent),
    'Variant Compare At Price':
      variant.list_price && decimalText(variant.list_price.amount, exponent),
    'Variant Barcode': variant.barcodes?.[0]?.value,
    'Variant Image': variant.media?.[0]?.url,
  };
}

/** Variants without options differ by their titles, where there are several. */
function optionCells(
  variant: Variant,
  { product, index }: { product: Product; index: number },
): Cells {
  const isAlone = product.variants.length === 1;
  const fallback = isAlone
    ? { name: 'Title', label: 'Default Title' }
    : { name: 'Title', label: variant.title };
  const given = variant.options ?? [];
  const options = (given.length > 0 ? given : [fallback]).slice(0, 3);
  const cells: Record<string, string> = {};
  for (const [place, { name, label }] of options.entries()) {
    if (index === 0) cells[`Option${place + 1} Name`] = name;
    cells[`Option${place + 1} Value`] = label;
  }
  return cells;
}

function htmlOf(text: string): string {
  if (text === '') return '';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('\n');
}
