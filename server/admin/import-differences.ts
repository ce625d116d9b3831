import type { ImportFieldChange } from '../../shared/catalog-import.ts';
import type { Product, Variant } from '../../shared/product.ts';
import { decimalText } from '../shop/catalog-files/read-amount.ts';
import { currencyExponent } from '../shop/money.ts';

const MOST_CHANGES = 30;
const SHOWN_CHARACTERS = 300;

type Fields = Record<string, string | null>;

/**
 * What a person would see change between two states of a product, variants matched by id: at most thirty fields, texts
 * cut. A variant that comes or goes is the field `variant`.
 */
export function differencesOf(before: Product, after: Product): ImportFieldChange[] {
  const changes = changesIn(productFields(before), productFields(after), null);
  const stored = new Map(before.variants.map((variant) => [variant.id, variant]));
  for (const variant of after.variants) {
    const old = stored.get(variant.id);
    stored.delete(variant.id);
    if (old) changes.push(...changesIn(variantFields(old), variantFields(variant), variant.title));
    else changes.push({ variant: null, field: 'variant', before: null, after: cut(variant.title) });
  }
  for (const { title } of stored.values()) {
    changes.push({ variant: null, field: 'variant', before: cut(title), after: null });
  }
  return changes.slice(0, MOST_CHANGES);
}

function changesIn(before: Fields, after: Fields, variant: string | null): ImportFieldChange[] {
  return Object.keys(after).flatMap((field) => {
    const [from = null, to = null] = [before[field], after[field]];
    return from === to ? [] : [{ variant, field, ...cutPair(from, to) }];
  });
}

function productFields(product: Product): Fields {
  const { metadata = {} } = product;
  const { brand, attributes = {}, external_id, ...others } = metadata;
  return {
    title: product.title,
    handle: product.handle,
    description: product.description.plain || null,
    url: product.url ?? null,
    brand: brand ?? null,
    categories: listed(product.categories?.map(({ value }) => value)),
    tags: listed(product.tags),
    attributes: listed(Object.entries(attributes).map(([name, value]) => `${name}: ${value}`)),
    options: listed(
      product.options?.map(
        ({ name, values }) => `${name}: ${values.map(({ label }) => label).join(' / ')}`,
      ),
    ),
    media: media(product),
    rating: product.rating ? inOneOrder(product.rating) : null,
    external_id: external_id ?? null,
    metadata: Object.keys(others).length > 0 ? inOneOrder(others) : null,
  };
}

function variantFields(variant: Variant): Fields {
  const { price, list_price: listed_, availability, metadata = {} } = variant;
  const { stock, ...others } = metadata;
  const exponent = currencyExponent(price.currency);
  return {
    title: variant.title,
    sku: variant.sku ?? null,
    price: decimalText(price.amount, exponent),
    list_price: listed_ ? decimalText(listed_.amount, exponent) : null,
    availability: availability.status ?? String(availability.available),
    stock: stock === undefined ? null : String(stock),
    options: listed(variant.options?.map(({ name, label }) => `${name}: ${label}`)),
    barcodes: listed(variant.barcodes?.map(({ type, value }) => `${type}: ${value}`)),
    media: media(variant),
    metadata: Object.keys(others).length > 0 ? inOneOrder(others) : null,
  };
}

/** As JSON, with the same text for the same content: a file and the database keep fields in orders of their own. */
function inOneOrder(content: object): string {
  return JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function media({ media: items }: Pick<Product, 'media'>): string | null {
  return listed(items?.map(({ url, alt_text: alt }) => (alt ? `${url} (${alt})` : url)));
}

function listed(texts: string[] | undefined): string | null {
  return texts && texts.length > 0 ? texts.join(', ') : null;
}

/** Two long texts are shown from shortly before where they part. */
function cutPair(before: string | null, after: string | null) {
  if (before === null || after === null) return { before: cut(before), after: cut(after) };
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const from = Math.max(0, same - SHOWN_CHARACTERS / 3);
  const isLong = Math.max(before.length, after.length) > SHOWN_CHARACTERS;
  if (!isLong || from === 0) return { before: cut(before), after: cut(after) };
  return { before: cut(`…${before.slice(from)}`), after: cut(`…${after.slice(from)}`) };
}

function cut(text: string): string;
function cut(text: string | null): string | null;
function cut(text: string | null): string | null {
  if (text === null || text.length <= SHOWN_CHARACTERS) return text;
  return `${text.slice(0, SHOWN_CHARACTERS)}…`.toWellFormed();
}
