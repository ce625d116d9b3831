import type {
  AdminProduct,
  AdminVariant,
  ProductChange,
  VariantChange,
} from '../../shared/admin.ts';
import type { AvailabilityStatus } from '../../shared/product.ts';
import type { Money } from '../format/money.ts';
import { readStock } from '../format/read-stock.ts';

/** The form of a product: what stands in its fields. */
export interface ProductDraft {
  title: string;
  description: string;
  variants: Record<string, VariantDraft>;
}

export interface VariantDraft {
  price: string;
  listPrice: string;
  stock: string;
  availability: AvailabilityStatus;
}

export type Mistake = 'price' | 'list-price' | 'list-price-too-low' | 'stock' | 'title';

export interface DraftReading {
  /** Only the fields that differ from the product; undefined while there are mistakes. */
  change: ProductChange | undefined;
  /** How many fields differ. */
  count: number;
  /** By `title`, or a variant's id and field: `<id> price`. */
  mistakes: Map<string, Mistake>;
}

export function draftOf(product: AdminProduct, money: Money): ProductDraft {
  const { title, description, variants } = product;
  return {
    title,
    description,
    variants: Object.fromEntries(
      variants.map((variant) => [variant.id, variantDraft(variant, money)]),
    ),
  };
}

/** What the form asks to change, compared with the product that it was made from. */
export function readDraft(draft: ProductDraft, product: AdminProduct, money: Money): DraftReading {
  const mistakes = new Map<string, Mistake>();
  const variants = product.variants.flatMap((variant) => {
    const fields = draft.variants[variant.id];
    return fields ? (variantChange(fields, variant, { money, mistakes }) ?? []) : [];
  });
  const title = draft.title.trim();
  if (title === '') mistakes.set('title', 'title');
  const change: ProductChange = {};
  if (title !== product.title) change.title = title;
  if (draft.description !== product.description) change.description = draft.description;
  if (variants.length > 0) change.variants = variants;
  return { change: mistakes.size > 0 ? undefined : change, count: countFields(change), mistakes };
}

function variantDraft(variant: AdminVariant, money: Money): VariantDraft {
  return {
    price: money.text(variant.price),
    listPrice: variant.list_price === null ? '' : money.text(variant.list_price),
    stock: variant.stock === null ? '' : String(variant.stock),
    availability: variant.availability,
  };
}

/** Undefined when nothing differs. A field that cannot be read counts as a change, so that the form shows its mistake. */
function variantChange(
  fields: VariantDraft,
  variant: AdminVariant,
  { money, mistakes }: { money: Money; mistakes: Map<string, Mistake> },
): VariantChange | undefined {
  const price = money.read(fields.price);
  const listPrice = fields.listPrice.trim() === '' ? null : money.read(fields.listPrice);
  const stock = readStock(fields.stock);
  const wrong = (field: string, mistake: Mistake) =>
    mistakes.set(`${variant.id} ${field}`, mistake);
  if (price === undefined) wrong('price', 'price');
  if (listPrice === undefined) wrong('listPrice', 'list-price');
  if (stock === undefined) wrong('stock', 'stock');
  const touchesPrice = price !== variant.price || listPrice !== variant.list_price;
  if (touchesPrice && price !== undefined && listPrice != null && listPrice < price) {
    wrong('listPrice', 'list-price-too-low');
  }
  const change: VariantChange = { id: variant.id };
  if (price !== variant.price) change.price = price ?? variant.price;
  if (listPrice !== variant.list_price) change.list_price = listPrice ?? null;
  if (stock !== variant.stock) change.stock = stock ?? null;
  if (fields.availability !== variant.availability) change.availability = fields.availability;
  return Object.keys(change).length > 1 ? change : undefined;
}

function countFields({ variants = [], ...rest }: ProductChange): number {
  return variants.reduce(
    (count, change) => count + Object.keys(change).length - 1,
    Object.keys(rest).length,
  );
}
