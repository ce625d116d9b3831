import { AvailabilityStatus, type Product, type Variant } from '../../../shared/product.ts';
import { currencyExponent } from '../money.ts';
import { priceRange } from '../product.ts';
import {
  type FileProblem,
  type FileRecord,
  fileProblem,
  type ReadContext,
} from './catalog-file.ts';
import type { FormatReader } from './catalog-format.ts';
import { cellList, listCell } from './cell-text.ts';
import { checkProduct } from './check-product.ts';
import { readMore, whatDiffers, withMore } from './more-cell.ts';
import { decimalText } from './read-amount.ts';
import {
  filled,
  filledObject,
  firstOf,
  handleOf,
  optionsOf,
  readCount,
  readPrice,
  recordValues,
  textOf,
} from './read-values.ts';

/**
 * Our table: a row a variant. What belongs to the product stands on its first row, or on all. Lists are parted by ` | `,
 * attributes are `name: value`. What these columns cannot say stands as JSON in `more` and `variant_more`, which win
 * over the columns; within `metadata` each field for itself.
 */
export const AISLE_COLUMNS = [
  'handle',
  'id',
  'external_id',
  'title',
  'description',
  'url',
  'brand',
  'categories',
  'tags',
  'image_urls',
  'image_alts',
  'image_sizes',
  'attributes',
  'variant_id',
  'variant_external_id',
  'sku',
  'variant_title',
  'price',
  'list_price',
  'availability',
  'stock',
  'option1_name',
  'option1_value',
  'option2_name',
  'option2_value',
  'option3_name',
  'option3_value',
  'barcodes',
  'variant_image_urls',
  'more',
  'variant_more',
] as const;

type Cells = Partial<Record<(typeof AISLE_COLUMNS)[number], string>>;

const MOST_OPTIONS = 20;

export const aisleCsv: FormatReader = {
  priceColumns: ['price', 'list_price'],
  needs: [['handle', 'id', 'external_id'], ['title'], ['price']],
  canonical: (column) => column.replaceAll(' ', '_'),
  groupOf: (values) => ({ group: textOf(values, 'handle', 'id', 'external_id').trim() }),
  statesHandle: (records) => firstOf(records, 'handle') !== '',
  write: (product) => aisleRows(product).map((cells) => recordValues(AISLE_COLUMNS, cells)),
  hasOptionalColumns: true,
  read(records, context) {
    const [first] = records;
    if (!first) return { problems: [] };
    const title = firstOf(records, 'title');
    if (title.trim() === '') {
      return { problems: [fileProblem(first.line, 'title_missing', { field: 'title' })] };
    }
    const problems: FileProblem[] = [];
    const variants = records.flatMap(
      (record) => readVariant(record, { context, problems, title }) ?? [],
    );
    const more = readMore(first, 'more', problems);
    if (problems.length > 0) return { problems, title };
    const product = withMore(readColumns(records, { title, variants }), more);
    return checkProduct(withoutAbsent(product), {
      line: first.line,
      currency: context.currency,
      title,
    });
  },
};

/** A product's rows, in the order of AISLE_COLUMNS. Reading them gives back the product. */
export function aisleRows(product: Product): string[][] {
  const { currency } = product.price_range.min;
  const cells = product.variants.map((variant) => variantCells(variant, currency));
  Object.assign(cells[0] ?? {}, productCells(product));
  for (const row of cells) row.handle = product.handle;
  const first = rowRecord(cells[0] ?? {});
  const context: ReadContext = { currency, decimalMark: '.', now: new Date(0) };
  const variants = product.variants.map((variant, index) => {
    const row = cells[index] ?? {};
    const record = rowRecord(row);
    const read = readVariant(record, { context, problems: [], title: product.title });
    const missing = whatDiffers(variant, read ?? {});
    if (missing) row.variant_more = missing;
    return variant;
  });
  // Price ranges follow from the variants, also when somebody edits those.
  const { price_range: _, list_price_range: __, ...stated } = product;
  const {
    price_range: ___,
    list_price_range: ____,
    ...read
  } = readColumns([first], {
    title: product.title,
    variants,
  });
  const missing = whatDiffers(stated, read);
  if (missing && cells[0]) cells[0].more = missing;
  return cells.map((row) => AISLE_COLUMNS.map((column) => row[column] ?? ''));
}

function rowRecord(cells: Cells): FileRecord {
  const values = Object.entries(cells).map(([name, cell]) => [name, cell === '' ? [] : [cell]]);
  return { line: 1, group: '', values: Object.fromEntries(values) };
}

function productCells(product: Product): Cells {
  const { metadata = {}, media = [], categories = [], tags = [] } = product;
  const attributes = Object.entries(metadata.attributes ?? {});
  return {
    id: product.id,
    external_id: metadata.external_id,
    title: product.title,
    description: product.description.plain,
    url: product.url,
    brand: metadata.brand,
    categories: listCell(categories.map(({ value }) => value)),
    tags: listCell(tags),
    image_urls: listCell(media.map(({ url }) => url)),
    image_alts: listCell(media.map(({ alt_text: alt }) => alt ?? '')),
    image_sizes: listCell(
      media.map(({ width, height }) => (width && height ? `${width} x ${height}` : '')),
    ),
    attributes: listCell(attributes.map(([name, value]) => `${name}: ${value}`)),
  };
}

function variantCells(variant: Variant, currency: string): Cells {
  const exponent = currencyExponent(currency);
  const cells: Cells = {
    variant_id: variant.id,
    variant_external_id: textIn(variant.metadata?.external_id),
    sku: variant.sku,
    variant_title: variant.title,
    price: decimalText(variant.price.amount, exponent),
    list_price: variant.list_price && decimalText(variant.list_price.amount, exponent),
    availability: variant.availability.status,
    stock: variant.metadata?.stock?.toString(),
    barcodes: listCell((variant.barcodes ?? []).map(({ type, value }) => `${type}: ${value}`)),
    variant_image_urls: listCell((variant.media ?? []).map(({ url }) => url)),
  };
  for (const [index, { name, label }] of (variant.options ?? []).slice(0, 3).entries()) {
    Object.assign(cells, {
      [`option${index + 1}_name`]: name,
      [`option${index + 1}_value`]: label,
    });
  }
  return cells;
}

function readColumns(
  records: FileRecord[],
  { title, variants }: { title: string; variants: Variant[] },
): Product {
  const handle = firstOf(records, 'handle');
  const externalId = firstOf(records, 'external_id');
  const listed = variants.some((variant) => variant.list_price)
    ? priceRange(variants.map((variant) => variant.list_price ?? variant.price))
    : undefined;
  const alts = cellList(firstOf(records, 'image_alts'));
  const sizes = cellList(firstOf(records, 'image_sizes'));
  const id = firstOf(records, 'id') || externalId || handle;
  return {
    id,
    handle: handle || handleOf(title, id) || id,
    title,
    description: { plain: firstOf(records, 'description') },
    url: firstOf(records, 'url') || undefined,
    categories: filled(texts(firstOf(records, 'categories')).map((value) => ({ value }))),
    price_range: priceRange(variants.map(({ price }) => price)),
    list_price_range: listed,
    media: filled(
      texts(firstOf(records, 'image_urls')).map((url, index) => ({
        type: 'image',
        url,
        alt_text: alts[index] || undefined,
        ...sizeIn(sizes[index] ?? ''),
      })),
    ),
    options: filled(optionsOf(variants)),
    variants,
    tags: filled(texts(firstOf(records, 'tags'))),
    metadata: filledObject({
      brand: firstOf(records, 'brand') || undefined,
      attributes: filledObject(Object.fromEntries(pairs(firstOf(records, 'attributes')))),
      external_id: externalId || undefined,
    }),
  };
}

interface VariantReading {
  context: ReadContext;
  problems: FileProblem[];
  title: string;
}

function readVariant(record: FileRecord, reading: VariantReading): Variant | undefined {
  const { line, values } = record;
  const { context, problems, title } = reading;
  const price = readPrice(record, 'price', reading);
  const listed = readPrice(record, 'list_price', reading);
  const stock = readCount(record, 'stock', problems);
  const more = readMore(record, 'variant_more', problems);
  if (price === 'unreadable' || listed === 'unreadable') return undefined;
  if (price === undefined) {
    problems.push(fileProblem(line, 'price_missing', { field: 'price' }));
    return undefined;
  }
  const { currency } = context;
  const options = selectedOptions(record);
  const label = options.map((option) => option.label).join(' / ');
  const sku = textOf(values, 'sku');
  const own = [textOf(values, 'handle', 'id', 'external_id'), label].filter(Boolean).join('/');
  const variant: Variant = {
    id: textOf(values, 'variant_id') || sku || own,
    sku: sku || undefined,
    title: textOf(values, 'variant_title') || label || title,
    price: { amount: price, currency },
    list_price: listed === undefined ? undefined : { amount: listed, currency },
    availability: availabilityOf(record, problems),
    options: filled(options),
    barcodes: filled(pairs(textOf(values, 'barcodes')).map(([type, value]) => ({ type, value }))),
    media: filled(
      texts(textOf(values, 'variant_image_urls')).map((url) => ({ type: 'image', url })),
    ),
    metadata: metadataOf({
      stock,
      external_id: textOf(values, 'variant_external_id') || undefined,
    }),
  };
  return withoutAbsent(withMore(variant, more));
}

function selectedOptions({ values }: FileRecord) {
  return Array.from({ length: MOST_OPTIONS }, (_, index) => index + 1).flatMap((number) => {
    const name = textOf(values, `option${number}_name`);
    const label = textOf(values, `option${number}_value`);
    return name === '' || label === '' ? [] : [{ name, label }];
  });
}

function availabilityOf(
  { line, values }: FileRecord,
  problems: FileProblem[],
): Variant['availability'] {
  const text = textOf(values, 'availability')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const status = AvailabilityStatus.safeParse(text || 'in_stock');
  if (!status.success) {
    problems.push(fileProblem(line, 'not_one_of', { field: 'availability', value: text }));
    return { available: false };
  }
  const available = !['out_of_stock', 'discontinued'].includes(status.data);
  return { available, status: status.data };
}

function metadataOf(fields: { stock?: number; external_id?: string }): Variant['metadata'] {
  return filledObject(withoutAbsent(fields));
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** "640 x 480" */
function sizeIn(cell: string): { width?: number; height?: number } {
  const match = /^(\d{1,6}) ?[x×] ?(\d{1,6})$/.exec(cell.trim());
  return match ? { width: Number(match[1]), height: Number(match[2]) } : {};
}

function withoutAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

function texts(cell: string): string[] {
  return cellList(cell).filter((text) => text !== '');
}

/** `name: value | name: value`. */
function pairs(cell: string): [string, string][] {
  return texts(cell).flatMap((text) => {
    const at = text.indexOf(':');
    return at < 1 ? [] : [[text.slice(0, at).trim(), text.slice(at + 1).trim()]];
  });
}
