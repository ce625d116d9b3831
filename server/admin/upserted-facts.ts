import { type NewVariant, ProductChange } from '../../shared/admin-products.ts';
import type { UpsertedProduct } from '../../shared/machine.ts';
import type { Media, Variant } from '../../shared/product.ts';
import { AppError } from '../errors.ts';
import { newId } from '../shop/new-id.ts';
import { changeProduct } from './change-product.ts';
import { makeVariant } from './change-variant.ts';
import type { Complaint } from './complaints.ts';
import { refuseIfAny } from './complaints.ts';
import { emptyProduct, handleOf } from './new-product.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

type GivenVariant = UpsertedProduct['variants'][number];

/**
 * What becomes of a product (`before`, if there is one) that another system describes. Variants keep their ids by
 * foreign id, else by SKU. Throws AppError `invalid_request` with pointers into the description.
 */
export function upsertedFacts(
  before: ProductFacts | undefined,
  given: UpsertedProduct,
  { currency, relative }: { currency: string; relative(url: string): string },
): ProductFacts {
  const { brand, attributes, external_id: externalId, ...metadata } = given.metadata ?? {};
  refuseIfAny(foreignCurrencies(given, currency), 'The product cannot be taken');
  const pictures = (items: Media[] = []) =>
    items.map((item) => ({ ...item, url: relative(item.url) }));
  const free = new Set(before?.variants);
  const variants = given.variants.map((item) => {
    const match = matching(item, [...free]);
    if (match) free.delete(match);
    return variantOf(item, match, pictures(item.media));
  });
  const fields = checked({
    title: given.title,
    handle: given.handle ?? before?.handle ?? handleOf(given.title),
    description: given.description?.plain ?? '',
    brand: brand ?? null,
    url: given.url === undefined ? null : relative(given.url),
    tags: given.tags ?? [],
    categories: (given.categories ?? []).map(({ value }) => value),
    attributes: Object.entries(attributes ?? {}).map(([name, value]) => ({ name, value })),
    media: pictures(given.media),
    options: given.options ?? [],
    add_variants: variants.map(({ metadata: _, ...item }) => item),
  });
  const made = changeProduct(emptyProduct(before?.id ?? newId(), given.title), fields);
  return {
    ...made,
    variants: made.variants.map((item, index) => ({
      ...item,
      metadata: variants[index]!.metadata,
    })),
    rating: given.rating ?? before?.rating ?? null,
    external_id: externalId ?? before?.external_id ?? null,
    metadata: { ...before?.metadata, ...metadata },
  };
}

function matching(item: GivenVariant, free: VariantFacts[]): VariantFacts | undefined {
  const foreign = item.metadata?.external_id ?? item.id;
  return (
    free.find(({ external_id }) => external_id !== null && external_id === foreign) ??
    free.find(({ id }) => id === item.id) ??
    free.find(({ sku }) => sku !== null && sku === item.sku)
  );
}

/** Without an availability it stays what it is; a new one is in stock. */
function variantOf(item: GivenVariant, match: VariantFacts | undefined, media: Media[]) {
  const { stock, external_id: stated, ...metadata } = item.metadata ?? {};
  const foreign = typeof stated === 'string' ? stated : (match?.external_id ?? item.id);
  const status =
    item.availability?.status ??
    (item.availability && (item.availability.available ? 'in_stock' : 'out_of_stock')) ??
    match?.availability;
  const given: NewVariant = {
    id: match?.id,
    sku: item.sku ?? null,
    title: item.title,
    price: item.price.amount,
    list_price: item.list_price?.amount ?? null,
    stock: stock ?? null,
    ...(status ? { availability: status } : {}),
    options: item.options ?? [],
    barcodes: item.barcodes ?? [],
    media,
    external_id: foreign === match?.id ? null : (foreign ?? null),
  };
  return { ...makeVariant(given), metadata: { ...match?.metadata, ...metadata } };
}

/** The rules of what a merchant types hold here too: links, text that can be stored, lengths. */
function checked(fields: ProductChange): ProductChange {
  const parsed = ProductChange.safeParse(fields);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
    pointer: `/${path.join('/').replace(/^add_variants/, 'variants')}`,
    detail: message,
  }));
  throw new AppError('invalid_request', 'The product cannot be taken.', { errors: complaints });
}

function foreignCurrencies({ variants }: UpsertedProduct, currency: string): Complaint[] {
  return variants.flatMap((item: Pick<Variant, 'price' | 'list_price'>, index) =>
    (['price', 'list_price'] as const)
      .filter((key) => item[key] !== undefined && item[key].currency !== currency)
      .map((key) => ({
        pointer: `/variants/${index}/${key}/currency`,
        detail: `must be ${currency}, which the store sells in`,
      })),
  );
}
