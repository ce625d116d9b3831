import type { Product, Variant } from '../../../shared/product.ts';
import { currencyExponent } from '../money.ts';
import type { RecordValues } from './catalog-file.ts';
import { defused } from './cell-text.ts';
import { ATTRIBUTE_NAMES, googleOption, LIST_COLUMNS } from './google-names.ts';
import { decimalText } from './read-amount.ts';
import { withLists } from './read-values.ts';

/** Columns of a tab-separated feed, as Google's product data specification names them. */
export const GOOGLE_COLUMNS = [
  'id',
  'item_group_id',
  'item_group_title',
  'title',
  'description',
  'link',
  'image_link',
  'additional_image_link',
  'availability',
  'price',
  'sale_price',
  'brand',
  'gtin',
  'google_product_category',
  'product_type',
  ...Object.keys(ATTRIBUTE_NAMES),
  'product_detail',
] as const;

/** One item, an element or column at a time; `details` are name and value. */
export interface GoogleItem {
  values: Record<string, string[]>;
  details: [string, string][];
}

/** An item a variant. What Google has no attribute for is left out. */
export function googleItems(product: Product): GoogleItem[] {
  const { variants } = product;
  const isGroup = variants.length > 1;
  const shared = sharedValues(product);
  const { plain, details } = attributesOf(product);
  return variants.map((variant) => {
    const pictures = picturesOf(product, variant);
    const values = {
      ...shared,
      ...plain,
      id: [variant.sku ?? (isGroup ? variant.id : productId(product))],
      ...(isGroup && { item_group_id: [productId(product)], item_group_title: [product.title] }),
      title: [isGroup ? `${product.title} - ${variant.title}` : product.title],
      image_link: pictures.slice(0, 1),
      additional_image_link: pictures.slice(1),
      availability: [availabilityOf(variant)],
      ...pricesOf(variant),
      gtin: (variant.barcodes ?? []).slice(0, 1).map(({ value }) => value),
      ...optionsOf(variant),
    };
    return { values: readable(values), details };
  });
}

/** As reading the feed gives it back. */
export function recordOfItem({ values: written, details }: GoogleItem): RecordValues {
  const values = withLists(written, LIST_COLUMNS);
  const [names, texts] = [details.map(([name]) => name), details.map(([, value]) => value)];
  return details.length === 0
    ? values
    : {
        ...values,
        'product_detail.attribute_name': names,
        'product_detail.attribute_value': texts,
      };
}

/** A line of a tab-separated feed; a comma or colon inside a value of a list has a backslash before it. */
export function googleTsvLine({ values, details }: GoogleItem): string {
  const listed = details.map(([name, value]) => `:${escaped(name)}:${escaped(value)}`);
  const lists = withLists(values, LIST_COLUMNS);
  const cells = GOOGLE_COLUMNS.map((column) => {
    if (column === 'product_detail') return listed.join(',');
    return LIST_COLUMNS.has(column) ? (lists[column] ?? []).join(',') : (values[column]?.[0] ?? '');
  });
  return tsvLine(cells);
}

/** Every cell quoted and defused. */
export function tsvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${defused(cell).replaceAll('"', '""')}"`).join('\t')}\r\n`;
}

/** An `item` of an RSS feed with Google's namespace `g`. */
export function googleXmlItem({ values, details }: GoogleItem): string {
  const element = (name: string, text: string) => `<g:${name}>${escapedXml(text)}</g:${name}>`;
  const plain = Object.entries(values).flatMap(([name, texts]) =>
    texts.map((text) => element(name, text)),
  );
  const nested = details.map(
    ([name, value]) =>
      `<g:product_detail>${element('attribute_name', name)}${element('attribute_value', value)}</g:product_detail>`,
  );
  return `<item>\n${[...plain, ...nested].join('\n')}\n</item>\n`;
}

function productId({ id, metadata }: Product): string {
  return metadata?.external_id ?? id;
}

function sharedValues({ description, url, metadata, categories = [] }: Product) {
  const isGoogle = ({ taxonomy }: { taxonomy?: string }) => taxonomy === 'google';
  return {
    description: [descriptionOf(description.plain)],
    link: [url ?? ''],
    brand: [metadata?.brand ?? ''],
    google_product_category: categories
      .filter(isGoogle)
      .slice(0, 1)
      .map(({ value }) => value),
    product_type: categories.filter((category) => !isGoogle(category)).map(({ value }) => value),
  };
}

/** Google takes HTML: text that looks like it says that it is none. */
function descriptionOf(text: string): string {
  if (!/[<&]/.test(text)) return text;
  const escapedText = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escapedText.replaceAll('\n', '<br>\n');
}

function picturesOf({ media = [] }: Product, variant: Variant): string[] {
  const urls = [...(variant.media ?? []), ...media].map(({ url }) => url.replaceAll(',', '%2C'));
  return [...new Set(urls)];
}

function availabilityOf({ availability: { available, status } }: Variant): string {
  if (!available) return 'out_of_stock';
  return status === 'preorder' || status === 'backorder' ? status : 'in_stock';
}

function pricesOf({ price, list_price: listed }: Variant): Record<string, string[]> {
  const text = (amount: number) =>
    `${decimalText(amount, currencyExponent(price.currency))} ${price.currency}`;
  return listed && listed.amount > price.amount
    ? { price: [text(listed.amount)], sale_price: [text(price.amount)] }
    : { price: [text(price.amount)] };
}

function attributesOf({ metadata }: Product) {
  const named = new Map(Object.entries(ATTRIBUTE_NAMES).map(([key, name]) => [name, key]));
  const plain: Record<string, string[]> = {};
  const details: [string, string][] = [];
  for (const [name, value] of Object.entries(metadata?.attributes ?? {})) {
    const key = named.get(name);
    if (key) plain[key] = [readableText(value)];
    else if (listable(name) && listable(value)) details.push([listable(name), listable(value)]);
  }
  return { plain, details };
}

function optionsOf({ options = [] }: Variant): Record<string, string[]> {
  return Object.fromEntries(
    options.flatMap(({ name, label }) => {
      const key = googleOption(name);
      return key ? [[key, [label]]] : [];
    }),
  );
}

function readable(values: Record<string, string[]>): Record<string, string[]> {
  const texts = Object.entries(values).map(([name, given]): [string, string[]] => {
    const read = LIST_COLUMNS.has(name) ? listable : readableText;
    return [name, given.map(read).filter((text) => text !== '')];
  });
  return Object.fromEntries(texts.filter(([, given]) => given.length > 0));
}

/** XML has no other control characters, and one kind of line break. */
function readableText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').toWellFormed();
  return lines.replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '').trim();
}

/** Inside a list a backslash says that what follows is no end. */
function listable(text: string): string {
  return readableText(text.replaceAll('\\', '/'));
}

function escaped(text: string): string {
  return text.replace(/[,:]/g, '\\$&');
}

function escapedXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
