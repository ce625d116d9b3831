import type { Product, SelectedOption, Variant } from '../../../shared/product.ts';
import { priceRange } from '../product.ts';
import {
  type FileProblem,
  type FileRecord,
  fileProblem,
  type ReadContext,
  type RecordValues,
} from './catalog-file.ts';
import type { FormatReader } from './catalog-format.ts';
import { commaList } from './cell-text.ts';
import { checkProduct } from './check-product.ts';
import { googleItems, recordOfItem } from './google-items.ts';
import { ATTRIBUTE_NAMES, LIST_COLUMNS, VARIANT_ATTRIBUTES } from './google-names.ts';
import { htmlText } from './html-text.ts';
import {
  allOf,
  barcodes,
  filled,
  filledObject,
  firstOf,
  handleOf,
  optionsOf,
  pictures,
  pricePair,
  type ReadPrices,
  readPrice,
  textOf,
} from './read-values.ts';

const AVAILABILITY: Record<string, Variant['availability']> = {
  in_stock: { available: true, status: 'in_stock' },
  out_of_stock: { available: false, status: 'out_of_stock' },
  preorder: { available: true, status: 'preorder' },
  backorder: { available: true, status: 'backorder' },
};

/** A Google Merchant feed: tab-separated, or RSS 2.0 or Atom with the g: namespace. Items of one group are variants. */
export const googleFeed: FormatReader = {
  priceColumns: ['price', 'sale_price'],
  needs: [['id'], ['title'], ['price']],
  canonical: (column) => column.replace(/^g:/, '').replaceAll(' ', '_'),
  listColumns: LIST_COLUMNS,
  groupOf: (values) => ({ group: textOf(values, 'item_group_id', 'id').trim() }),
  statesHandle: () => false,
  write: (product) => googleItems(product).map(recordOfItem),
  read(records, context) {
    const [first] = records;
    if (!first) return { problems: [] };
    const title = firstOf(records, 'item_group_title', 'title').trim();
    if (title === '') {
      return { problems: [fileProblem(first.line, 'title_missing', { field: 'title' })] };
    }
    const problems: FileProblem[] = [];
    const names = differingIn(records);
    const variants = records.flatMap(
      (record) => readVariant(record, names, { context, problems }) ?? [],
    );
    if (problems.length > 0) return { problems, title };
    const product = productOf(records, { title, variants, names });
    return checkProduct(product, { line: first.line, currency: context.currency, title });
  },
};

/** Attributes that a group's items do not share are what a shopper chooses between. */
function differingIn(records: FileRecord[]): string[] {
  if (records.length < 2) return [];
  return VARIANT_ATTRIBUTES.filter(
    (name) => new Set(records.map(({ values }) => textOf(values, name))).size > 1,
  );
}

function readVariant(
  record: FileRecord,
  names: string[],
  { context, problems }: { context: ReadContext; problems: FileProblem[] },
): Variant | undefined {
  const { values } = record;
  const prices = readGooglePrices(record, { context, problems });
  if (!prices) return undefined;
  const options: SelectedOption[] = names.flatMap((name) => {
    const label = textOf(values, name).trim();
    return label === ''
      ? []
      : [{ name: ATTRIBUTE_NAMES[name] ?? name, label: label.slice(0, 300) }];
  });
  const id = textOf(values, 'id').trim();
  const state = textOf(values, 'availability')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return {
    id,
    sku: id || undefined,
    title: (options.map(({ label }) => label).join(' / ') || textOf(values, 'title').trim()).slice(
      0,
      500,
    ),
    ...prices,
    availability: AVAILABILITY[state] ?? { available: true, status: 'in_stock' },
    options: filled(options),
    barcodes: barcodes(textOf(values, 'gtin')),
    media: names.length > 0 ? filled(pictures([textOf(values, 'image_link')])) : undefined,
  };
}

function readGooglePrices(
  record: FileRecord,
  { context, problems }: { context: ReadContext; problems: FileProblem[] },
): ReadPrices | undefined {
  const regular = readPrice(record, 'price', { context, problems });
  const sale = readPrice(record, 'sale_price', { context, problems });
  if (regular === 'unreadable' || sale === 'unreadable') return undefined;
  if (regular === undefined) {
    problems.push(fileProblem(record.line, 'price_missing', { field: 'price' }));
    return undefined;
  }
  const isOn = isNow(textOf(record.values, 'sale_price_effective_date'), context.now);
  const price = sale !== undefined && isOn ? sale : regular;
  return pricePair(price, regular, context.currency);
}

/** Two moments in ISO 8601 with a slash between them; without them it is always. */
function isNow(period: string, now: Date): boolean {
  const [from = '', to = ''] = period.split('/').map((moment) => Date.parse(moment.trim()));
  const hasBegun = typeof from !== 'number' || Number.isNaN(from) || from <= now.getTime();
  const hasEnded = typeof to === 'number' && !Number.isNaN(to) && to < now.getTime();
  return hasBegun && !hasEnded;
}

function productOf(
  records: FileRecord[],
  { title, variants, names }: { title: string; variants: Variant[]; names: string[] },
): Product {
  const [first] = records;
  const values = first?.values ?? {};
  const id = textOf(values, 'item_group_id', 'id').trim();
  const links = records.flatMap((record) => [
    textOf(record.values, 'image_link'),
    ...allOf(record.values, 'additional_image_link').flatMap(commaList),
  ]);
  const types = allOf(values, 'product_type').flatMap(commaList);
  const taxonomy = textOf(values, 'google_product_category').trim();
  return {
    id: id.slice(0, 200),
    handle: handleOf(title, id) || id,
    title: title.slice(0, 500),
    description: { plain: htmlText(firstOf(records, 'description')) },
    url: firstOf(records, 'link').trim() || undefined,
    categories: filled([
      ...types.map((value) => ({ value })),
      // A bare number is Google's own, which says nothing to a shopper.
      ...(taxonomy && !/^\d+$/.test(taxonomy) ? [{ value: taxonomy, taxonomy: 'google' }] : []),
    ]),
    price_range: priceRange(variants.map(({ price }) => price)),
    media: filled(pictures(links)),
    options: filled(optionsOf(variants)),
    variants,
    metadata: filledObject({
      brand: firstOf(records, 'brand').trim() || undefined,
      attributes: filledObject(attributesOf(records, { values, names })),
    }),
  };
}

function attributesOf(
  records: FileRecord[],
  { values, names }: { values: RecordValues; names: string[] },
): Record<string, string> {
  const plain = Object.keys(ATTRIBUTE_NAMES)
    .filter((name) => !names.includes(name))
    .filter((name) => name !== 'mpn' || records.length === 1)
    .map((name) => [ATTRIBUTE_NAMES[name]!, firstOf(records, name).trim()] as const);
  const details = allOf(values, 'product_detail.attribute_name').map(
    (name, index) => [name, allOf(values, 'product_detail.attribute_value')[index] ?? ''] as const,
  );
  // Tab-separated: section:name:value, parted by commas.
  const listed = allOf(values, 'product_detail')
    .flatMap(commaList)
    .map((text) => text.split(/(?<!\\):/).map((part) => part.replaceAll('\\:', ':').trim()))
    .map((parts) => [parts.at(-2) ?? '', parts.at(-1) ?? ''] as const);
  const given = [...plain, ...details, ...listed].filter(([name, value]) => name && value);
  return Object.fromEntries(
    given.map(([name, value]) => [name.slice(0, 200), value.slice(0, 2000)]),
  );
}
