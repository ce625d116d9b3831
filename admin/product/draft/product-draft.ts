import type { AdminMedia, AdminProduct, AdminVariant } from '../../../shared/admin-products.ts';
import type { AvailabilityStatus } from '../../../shared/product.ts';
import type { Money } from '../../format/money.ts';
import { newUuid } from './new-uuid.ts';

/** The form of a product: what stands in its fields. Keys name things that may have no id and no name yet. */
export interface ProductDraft {
  title: string;
  handle: string;
  description: string;
  brand: string;
  url: string;
  tags: string[];
  categories: string[];
  attributes: AttributeDraft[];
  media: AdminMedia[];
  options: OptionDraft[];
  variants: VariantDraft[];
}

/** Puts these in the place of what the form holds. */
export type ChangeDraft = (part: Partial<ProductDraft>) => void;

export interface AttributeDraft {
  key: string;
  name: string;
  value: string;
}

export interface OptionDraft {
  key: string;
  /** The stored name; absent for a new one. */
  was?: string;
  name: string;
  values: OptionValueDraft[];
}

export interface OptionValueDraft {
  key: string;
  id?: string;
  /** The stored label; absent for a new one. */
  was?: string;
  label: string;
}

export interface VariantDraft {
  key: string;
  /** Absent until it is stored. */
  id?: string;
  /** The id that something new gets where its place among the others matters. */
  newId?: string;
  title: string;
  sku: string;
  price: string;
  listPrice: string;
  stock: string;
  availability: AvailabilityStatus;
  media: AdminMedia[];
  /** The key of the value it has for each option, by the option's key. */
  choices: Record<string, string>;
}

let keys = 0;

/** A name for something new, unlike any other on this page. */
export function newKey(): string {
  keys += 1;
  return `new-${keys}`;
}

export function draftOf(product: AdminProduct, money: Money): ProductDraft {
  const options = product.options.map(({ name, values }) => ({
    key: newKey(),
    was: name,
    name,
    values: values.map(({ id, label }) => ({ key: newKey(), id, was: label, label })),
  }));
  return {
    title: product.title,
    handle: product.handle,
    description: product.description,
    brand: product.brand ?? '',
    url: product.url ?? '',
    tags: product.tags,
    categories: product.categories,
    attributes: product.attributes.map(({ name, value }) => ({ key: newKey(), name, value })),
    media: product.media,
    options,
    variants: product.variants.map((variant) => variantDraft(variant, options, money)),
  };
}

function variantDraft(variant: AdminVariant, options: OptionDraft[], money: Money): VariantDraft {
  const choices: Record<string, string> = {};
  for (const { name, label } of variant.options) {
    const option = options.find((one) => one.name === name);
    const value = option?.values.find((one) => one.label === label);
    if (option && value) choices[option.key] = value.key;
  }
  return {
    key: variant.id,
    id: variant.id,
    title: variant.title,
    sku: variant.sku ?? '',
    price: money.text(variant.price),
    listPrice: variant.list_price === null ? '' : money.text(variant.list_price),
    stock: variant.stock === null ? '' : String(variant.stock),
    availability: variant.availability,
    media: variant.media,
    choices,
  };
}

/** A product that does not exist yet. */
export function emptyDraft(): ProductDraft {
  return {
    title: '',
    handle: '',
    description: '',
    brand: '',
    url: '',
    tags: [],
    categories: [],
    attributes: [],
    media: [],
    options: [],
    variants: [emptyVariant({})],
  };
}

export function emptyVariant(given: Partial<VariantDraft>): VariantDraft {
  return {
    key: newKey(),
    newId: newUuid(),
    title: '',
    sku: '',
    price: '',
    listPrice: '',
    stock: '',
    availability: 'in_stock',
    media: [],
    choices: {},
    ...given,
  };
}

/** A new product like another one: what must be unlike (handle, SKUs) is left to be filled in. */
export function copyOf(draft: ProductDraft, title: string): ProductDraft {
  return {
    ...draft,
    title,
    handle: '',
    url: '',
    options: draft.options.map(({ was: _, ...option }) => ({
      ...option,
      values: option.values.map(({ was: __, ...value }) => value),
    })),
    variants: draft.variants.map(({ id: _, ...variant }) => ({
      ...variant,
      key: newKey(),
      sku: '',
    })),
  };
}

/** What a variant is called: by its values, without options by its own title. */
export function variantName(variant: VariantDraft, options: OptionDraft[]): string {
  const labels = options.flatMap(({ key, values }) => {
    const value = values.find((one) => one.key === variant.choices[key]);
    return value ? [value.label] : [];
  });
  return labels.length > 0 ? labels.join(' / ') : variant.title;
}
