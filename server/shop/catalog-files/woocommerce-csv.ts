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
  handleOf,
  optionsOf,
  pictures,
  pricePair,
  type ReadPrices,
  readCount,
  readPrice,
  textOf,
} from './read-values.ts';
import { woocommerceColumn } from './woocommerce-columns.ts';

const REGULAR = 'regular price';
const SALE = 'sale price';
const ATTRIBUTE_NUMBERS = Array.from({ length: 30 }, (_, index) => index + 1);

/**
 * WooCommerce's product CSV, as its own exporter writes it, in English, German, French or Spanish. A variation names its
 * parent by SKU, or as `id:12` where that has none; rows of one product may stand anywhere.
 */
export const woocommerceCsv: FormatReader = {
  priceColumns: [REGULAR, SALE],
  needs: [['name'], [REGULAR, SALE]],
  canonical: woocommerceColumn,
  statesHandle: () => false,
  groupOf(values) {
    const parent = textOf(values, 'parent').trim();
    if (isVariation(values)) return { group: parent };
    const id = textOf(values, 'id').trim();
    const sku = textOf(values, 'sku').trim();
    const own = id === '' ? '' : `id:${id}`;
    return sku !== '' && own !== '' ? { group: sku, alias: own } : { group: sku || own };
  },
  read(records, context) {
    const parent = records.find(({ values }) => !isVariation(values));
    const first = parent ?? records[0];
    if (!first) return { problems: [] };
    const title = textOf(first.values, 'name').trim();
    const refused = refusal(first, { isOrphan: !parent, title });
    if (refused) return { problems: [refused], title };
    const problems: FileProblem[] = [];
    const reading = { context, problems, parent: first, title };
    const variations = records.filter(({ values }) => isVariation(values) && isPublished(values));
    const variants = (variations.length > 0 ? variations : [first]).flatMap(
      (record) => readVariant(record, reading) ?? [],
    );
    if (problems.length > 0) return { problems, title };
    const product = productOf(first, { title, variants });
    return checkProduct(product, { line: first.line, currency: context.currency, title });
  },
};

function isVariation(values: FileRecord['values']): boolean {
  return /\bvariation\b/.test(textOf(values, 'type').toLowerCase());
}

/** 1 is published, 0 private, -1 a draft. */
function isPublished(values: FileRecord['values']): boolean {
  return !['0', '-1'].includes(textOf(values, 'published').trim());
}

function refusal(
  first: FileRecord,
  { isOrphan, title }: { isOrphan: boolean; title: string },
): FileProblem | undefined {
  const { line, values } = first;
  if (isOrphan) {
    const value = textOf(values, 'parent');
    return fileProblem(line, 'parent_missing', { field: 'parent', value });
  }
  if (title === '') return fileProblem(line, 'title_missing', { field: 'name' });
  if (isPublished(values)) return undefined;
  const value = textOf(values, 'published');
  return fileProblem(line, 'unpublished', { field: 'published', value });
}

interface VariantReading {
  context: ReadContext;
  problems: FileProblem[];
  parent: FileRecord;
  title: string;
}

function readVariant(record: FileRecord, reading: VariantReading): Variant | undefined {
  const { values } = record;
  const { parent, problems, title } = reading;
  const isVariant = record !== parent;
  const prices = readWooPrices(record, reading);
  const stock = readStock(record, { parent, problems });
  if (!prices) return undefined;
  const options = isVariant ? selectedOptions(values) : [];
  const sku = textOf(values, 'sku').trim();
  const label = options.map((option) => option.label).join(' / ');
  const [picture] = isVariant ? commaList(textOf(values, 'images')) : [];
  const own = sku || textOf(values, 'id').trim() || `${groupName(parent)}/${label}`;
  return {
    id: own.slice(0, 200),
    sku: sku || undefined,
    title: (label || textOf(values, 'name').trim() || title).slice(0, 500),
    ...prices,
    ...stock,
    options: filled(options),
    barcodes: barcodes(textOf(values, 'gtin, upc, ean, or isbn')),
    media: picture ? filled(pictures([picture])) : undefined,
  };
}

function groupName({ values }: FileRecord): string {
  return woocommerceCsv.groupOf(values).group;
}

/** A sale counts from the start of its first day to the end of its last. */
function readWooPrices(
  record: FileRecord,
  { context, problems }: VariantReading,
): ReadPrices | undefined {
  const { line, values } = record;
  const regular = readPrice(record, REGULAR, { context, problems });
  const sale = readPrice(record, SALE, { context, problems });
  if (regular === 'unreadable' || sale === 'unreadable') return undefined;
  const price = sale !== undefined && isOnSale(values, context.now) ? sale : (regular ?? sale);
  if (price !== undefined) return pricePair(price, regular, context.currency);
  problems.push(fileProblem(line, 'price_missing', { field: REGULAR }));
  return undefined;
}

const DAY_MS = 86_400_000;

function isOnSale(values: FileRecord['values'], now: Date): boolean {
  const starts = Date.parse(textOf(values, 'date sale price starts'));
  const ends = Date.parse(textOf(values, 'date sale price ends'));
  const hasBegun = Number.isNaN(starts) || starts <= now.getTime();
  return hasBegun && (Number.isNaN(ends) || now.getTime() < ends + DAY_MS);
}

function readStock(
  record: FileRecord,
  { parent, problems }: { parent: FileRecord; problems: FileProblem[] },
): Pick<Variant, 'availability' | 'metadata'> {
  const { values } = record;
  const counted = textOf(values, 'stock').trim().toLowerCase() === 'parent' ? parent : record;
  const count = readCount(counted, 'stock', problems);
  const backorders = textOf(values, 'backorders allowed?').trim().toLowerCase();
  const state = textOf(values, 'in stock?').trim().toLowerCase();
  const goesOn = ['1', 'yes', 'notify'].includes(backorders) || state === 'backorder';
  if (count !== undefined) {
    const status = count === 0 && goesOn ? 'backorder' : 'in_stock';
    return { availability: { available: true, status }, metadata: { stock: count } };
  }
  if (goesOn && state !== '1') return { availability: { available: true, status: 'backorder' } };
  const available = state !== '0' && state !== 'no';
  return { availability: { available, status: available ? 'in_stock' : 'out_of_stock' } };
}

function attributeRows(values: FileRecord['values']): { name: string; values: string[] }[] {
  return ATTRIBUTE_NUMBERS.flatMap((number) => {
    const name = textOf(values, `attribute ${number} name`).trim();
    const given = commaList(textOf(values, `attribute ${number} value(s)`));
    return name === '' || given.length === 0 ? [] : [{ name, values: given }];
  });
}

function selectedOptions(values: FileRecord['values']): SelectedOption[] {
  return attributeRows(values).flatMap(({ name, values: [label] }) =>
    label === undefined ? [] : [{ name, label }],
  );
}

function productOf(
  { values }: FileRecord,
  { title, variants }: { title: string; variants: Variant[] },
): Product {
  const name = textOf(values, 'sku').trim() || textOf(values, 'id').trim();
  const id = woocommerceCsv.groupOf(values).group || handleOf(title);
  const options = optionsOf(variants);
  const chosen = new Set(options.map((option) => option.name));
  const attributes = attributeRows(values)
    .filter((attribute) => !chosen.has(attribute.name))
    .map((attribute) => [attribute.name, attribute.values.join(', ').slice(0, 2000)]);
  const texts = [textOf(values, 'short description'), textOf(values, 'description')];
  return {
    id: id.slice(0, 200),
    handle: handleOf(title, name) || id,
    title,
    description: {
      plain: texts
        .map((text) => htmlText(lineBreaks(text)))
        .filter(Boolean)
        .join('\n\n'),
    },
    url: textOf(values, 'external url').trim() || undefined,
    categories: filled(commaList(textOf(values, 'categories')).map((value) => ({ value }))),
    price_range: priceRange(variants.map(({ price }) => price)),
    media: filled(pictures(commaList(textOf(values, 'images')))),
    options: filled(options),
    variants,
    tags: filled([...new Set(commaList(textOf(values, 'tags')))]),
    metadata: filledObject({
      brand: commaList(textOf(values, 'brands'))[0],
      attributes: filledObject(Object.fromEntries(attributes)),
    }),
  };
}

/** The exporter writes line breaks as the two characters \n. */
function lineBreaks(text: string): string {
  return text.replaceAll('\\n', '\n');
}
