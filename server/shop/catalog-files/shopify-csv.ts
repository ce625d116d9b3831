import type { Product, SelectedOption, Variant } from '../../../shared/product.ts';
import { priceRange } from '../product.ts';
import {
  type FileProblem,
  type FileRecord,
  fileProblem,
  type ReadContext,
} from './catalog-file.ts';
import type { FormatReader } from './catalog-format.ts';
import { commaList } from './cell-text.ts';
import { checkProduct } from './check-product.ts';
import { htmlText } from './html-text.ts';
import {
  barcodes,
  filled,
  filledObject,
  firstOf,
  handleOf,
  optionsOf,
  pictures,
  readCount,
  readPrices,
  recordValues,
  textOf,
} from './read-values.ts';
import { SHOPIFY_COLUMNS, shopifyRows } from './shopify-rows.ts';

/** Names that Shopify's exports have had since 2024, and the older one of each. */
const RENAMED: Record<string, string> = {
  'url handle': 'handle',
  description: 'body (html)',
  'published on online store': 'published',
  sku: 'variant sku',
  barcode: 'variant barcode',
  price: 'variant price',
  'compare-at price': 'variant compare at price',
  'inventory tracker': 'variant inventory tracker',
  'inventory quantity': 'variant inventory qty',
  'continue selling when out of stock': 'variant inventory policy',
  'weight value (grams)': 'variant grams',
  'product image url': 'image src',
  'image alt text': 'image alt text',
  'variant image url': 'variant image',
};
const PRICES = { price: 'variant price', listPrice: 'variant compare at price' };
const OPTION_NUMBERS = [1, 2, 3];
const COLUMNS_WRITTEN = SHOPIFY_COLUMNS.map((column) => column.toLowerCase());
/** What Shopify writes where a product has no options. */
const NO_OPTION = { name: 'title', value: 'default title' };

/** Shopify's product CSV, with its older and its newer names of columns; a product is all rows with one handle. */
export const shopifyCsv: FormatReader = {
  priceColumns: Object.values(PRICES),
  needs: [['handle'], ['title']],
  canonical: (column) => RENAMED[column] ?? column,
  groupOf: (values) => ({ group: textOf(values, 'handle').trim() }),
  statesHandle: () => true,
  write: (product) => shopifyRows(product).map((cells) => recordValues(COLUMNS_WRITTEN, cells)),
  hasOptionalColumns: true,
  read(records, context) {
    const [first] = records;
    if (!first) return { problems: [] };
    const title = firstOf(records, 'title').trim();
    const problems = refusals(records, { first, title });
    const variants = problems.length > 0 ? [] : readVariants(records, { context, problems, title });
    if (problems.length > 0) return { problems, title };
    if (variants.length === 0) {
      const field = PRICES.price;
      return { problems: [fileProblem(first.line, 'price_missing', { field })], title };
    }
    const product = productOf(records, { title, variants });
    return checkProduct(product, { line: first.line, currency: context.currency, title });
  },
};

function refusals(
  records: FileRecord[],
  { first, title }: { first: FileRecord; title: string },
): FileProblem[] {
  if (title === '') return [fileProblem(first.line, 'title_missing', { field: 'title' })];
  const status = firstOf(records, 'status').trim().toLowerCase();
  const published = firstOf(records, 'published').trim().toLowerCase();
  if (['draft', 'archived', 'unlisted'].includes(status)) {
    return [fileProblem(first.line, 'unpublished', { field: 'status', value: status })];
  }
  if (published === 'false') {
    return [fileProblem(first.line, 'unpublished', { field: 'published', value: published })];
  }
  return [];
}

interface VariantReading {
  context: ReadContext;
  problems: FileProblem[];
  title: string;
}

/** Rows that name neither an option nor a price nor a SKU only bring another picture. */
function readVariants(records: FileRecord[], reading: VariantReading): Variant[] {
  const names = OPTION_NUMBERS.map((number) => firstOf(records, `option${number} name`).trim());
  return records
    .filter(({ values }) => textOf(values, 'option1 value', PRICES.price, 'variant sku') !== '')
    .flatMap((record) => readVariant(record, names, reading) ?? []);
}

function readVariant(
  record: FileRecord,
  names: string[],
  { context, problems, title }: VariantReading,
): Variant | undefined {
  const { values } = record;
  const prices = readPrices(record, PRICES, { context, problems });
  const count = readCount(record, 'variant inventory qty', problems);
  if (!prices) return undefined;
  const options = selectedOptions(record, names);
  const label = options.map((option) => option.label).join(' / ');
  const sku = textOf(values, 'variant sku').trim();
  const handle = textOf(values, 'handle').trim();
  const policy = textOf(values, 'variant inventory policy').trim().toLowerCase();
  const picture = textOf(values, 'variant image');
  return {
    id: (sku || [handle, ...options.map((option) => option.label)].join('/')).slice(0, 200),
    sku: sku || undefined,
    title: (label || title).slice(0, 500),
    ...prices,
    ...stockOf(record, { count, goesOn: policy === 'continue' || policy === 'true' }),
    options: filled(options),
    barcodes: barcodes(textOf(values, 'variant barcode')),
    media: filled(pictures([picture])),
  };
}

function selectedOptions({ values }: FileRecord, names: string[]): SelectedOption[] {
  return names.flatMap((name, index) => {
    const label = textOf(values, `option${index + 1} value`).trim();
    const isNone = name.toLowerCase() === NO_OPTION.name && label.toLowerCase() === NO_OPTION.value;
    return name === '' || label === '' || isNone ? [] : [{ name, label }];
  });
}

/** Without a tracker nobody counts, whatever the quantity says. */
function stockOf(
  { values }: FileRecord,
  { count, goesOn }: { count: number | undefined; goesOn: boolean },
): Pick<Variant, 'availability' | 'metadata'> {
  const isUntracked = values['variant inventory tracker']?.length === 0;
  if (count === undefined || isUntracked) {
    return { availability: { available: true, status: 'in_stock' } };
  }
  const status = goesOn && count === 0 ? 'backorder' : 'in_stock';
  return { availability: { available: true, status }, metadata: { stock: count } };
}

function productOf(
  records: FileRecord[],
  { title, variants }: { title: string; variants: Variant[] },
): Product {
  const handle = firstOf(records, 'handle').trim();
  const category = firstOf(records, 'product category').trim();
  const type = firstOf(records, 'type').trim();
  const images = records
    .map(({ values }) => ({
      url: textOf(values, 'image src'),
      alt: textOf(values, 'image alt text'),
      position: Number(textOf(values, 'image position')) || Number.MAX_SAFE_INTEGER,
    }))
    .filter(({ url }) => url !== '')
    .sort((a, b) => a.position - b.position);
  return {
    id: handle,
    handle: handleOf(handle) || handle,
    title,
    description: { plain: htmlText(firstOf(records, 'body (html)')) },
    categories: filled([
      ...(category ? [{ value: category, taxonomy: 'shopify' }] : []),
      ...(type && type !== category ? [{ value: type }] : []),
    ]),
    price_range: priceRange(variants.map(({ price }) => price)),
    media: filled(
      pictures(
        images.map(({ url }) => url),
        images.map(({ alt }) => alt),
      ),
    ),
    options: filled(optionsOf(variants)),
    variants,
    tags: filled([...new Set(commaList(firstOf(records, 'tags')))]),
    metadata: filledObject({
      brand: firstOf(records, 'vendor').trim() || undefined,
      attributes: filledObject(attributesOf(records)),
    }),
  };
}

const METAFIELD = /^(.+) \(product\.metafields\.[^)]+\)$/;

/** Metafields that the merchant named; column names are in small letters, so the first becomes a capital. */
function attributesOf(records: FileRecord[]): Record<string, string> {
  const columns = new Set(records.flatMap(({ values }) => Object.keys(values)));
  return Object.fromEntries(
    [...columns].flatMap((column) => {
      const name = METAFIELD.exec(column)?.[1];
      const value = htmlText(firstOf(records, column)).slice(0, 2000);
      if (!name || value === '') return [];
      return [[name.charAt(0).toUpperCase() + name.slice(1), value.replaceAll('; ', ', ')]];
    }),
  );
}
