import type {
  AdminProduct,
  AdminVariant,
  NewProduct,
  NewVariant,
  OptionChange,
  ProductChange,
  VariantChange,
} from '../../../shared/admin-products.ts';
import type { Money } from '../../format/money.ts';
import type { OptionDraft, ProductDraft, VariantDraft } from './product-draft.ts';
import { readVariant, selectedOptions } from './read-variant.ts';
import { sameValue } from './same-value.ts';

export type FieldMistake =
  | 'title'
  | 'handle'
  | 'url'
  | 'options-empty'
  | 'options-twice'
  | 'attributes-empty'
  | 'attributes-twice';

export interface DraftReading<Change> {
  /** Undefined while something cannot be saved. */
  change: Change | undefined;
  /** How many fields differ. */
  count: number;
  mistakes: Set<FieldMistake>;
}

/** What the form asks to change of the product that it was made from. */
export function readChange(
  draft: ProductDraft,
  product: AdminProduct,
  money: Money,
): DraftReading<ProductChange> {
  const mistakes = fieldMistakes(draft, { isNew: false });
  const change: ProductChange = {};
  const wanted = { ...plainFields(draft), handle: draft.handle.trim() };
  for (const name of Object.keys(wanted) as (keyof typeof wanted)[]) {
    if (!sameValue(wanted[name], product[name])) Object.assign(change, { [name]: wanted[name] });
  }
  const options = draft.options.map(optionChange);
  if (!sameValue(options.map(withoutWas), product.options)) change.options = options;
  const { part, wrong } = variantChanges(draft, product, money);
  Object.assign(change, part);
  return {
    change: mistakes.size > 0 || wrong > 0 ? undefined : change,
    // What cannot be read differs too: the form must not look as if it were saved.
    count: countFields(change) + wrong,
    mistakes,
  };
}

/** The product that the form describes, for one that is new and for a preview. */
export function readNew(draft: ProductDraft, money: Money): DraftReading<NewProduct> {
  const mistakes = fieldMistakes(draft, { isNew: true });
  const variants = draft.variants.flatMap((variant) => newVariant(variant, draft, money) ?? []);
  const handle = draft.handle.trim();
  const isWhole = mistakes.size === 0 && variants.length === draft.variants.length;
  return {
    change: isWhole
      ? {
          ...plainFields(draft),
          ...(handle ? { handle } : {}),
          options: draft.options.map(optionChange).map(withoutWas),
          variants,
        }
      : undefined,
    count: Object.values(plainFields(draft)).filter((value) =>
      Array.isArray(value) ? value.length > 0 : Boolean(value),
    ).length,
    mistakes,
  };
}

function plainFields(draft: ProductDraft) {
  return {
    title: draft.title.trim(),
    description: draft.description,
    brand: draft.brand.trim() || null,
    url: draft.url.trim() || null,
    tags: draft.tags,
    categories: draft.categories,
    attributes: draft.attributes.map(({ name, value }) => ({ name: name.trim(), value })),
    media: draft.media,
  };
}

function fieldMistakes(draft: ProductDraft, { isNew }: { isNew: boolean }): Set<FieldMistake> {
  const mistakes = new Set<FieldMistake>();
  if (draft.title.trim() === '') mistakes.add('title');
  const handle = draft.handle.trim();
  if ((handle === '' && !isNew) || /[\s/?#]/.test(handle)) mistakes.add('handle');
  const url = draft.url.trim();
  if (url !== '' && !/^(https?:\/\/|\/(?!\/))\S+$/.test(url)) mistakes.add('url');
  const names = draft.options.map(({ name }) => name);
  const isEmpty = draft.options.some(
    ({ name, values }) =>
      name.trim() === '' || values.length === 0 || values.some(({ label }) => label.trim() === ''),
  );
  if (isEmpty) mistakes.add('options-empty');
  const labels = draft.options.map(({ values }) => values.map(({ label }) => label));
  if ([names, ...labels].some(hasTwice)) mistakes.add('options-twice');
  const attributes = draft.attributes.map(({ name }) => name);
  if (attributes.some((name) => name.trim() === '')) mistakes.add('attributes-empty');
  if (hasTwice(attributes)) mistakes.add('attributes-twice');
  return mistakes;
}

function hasTwice(texts: string[]): boolean {
  const bare = texts.map((text) => text.trim()).filter(Boolean);
  return new Set(bare).size < bare.length;
}

function optionChange({ name, was, values }: OptionDraft): OptionChange {
  const renamed = (before: string | undefined, now: string) =>
    before !== undefined && before !== now ? { was: before } : {};
  return {
    name: name.trim(),
    ...renamed(was, name.trim()),
    values: values.map((value) => {
      const label = value.label.trim();
      const id = value.id === undefined ? {} : { id: value.id };
      return { ...id, label, ...renamed(value.was, label) };
    }),
  };
}

function withoutWas({ name, values }: OptionChange) {
  return { name, values: values.map(({ was: _, ...value }) => value) };
}

function newVariant(draft: VariantDraft, of: ProductDraft, money: Money): NewVariant | undefined {
  const { fields, mistakes } = readVariant(draft, money);
  const { price } = fields;
  if (price === undefined || Object.keys(mistakes).length > 0) return undefined;
  const title = of.options.length === 0 && draft.title.trim();
  return {
    ...fields,
    price,
    ...(title ? { title } : {}),
    options: selectedOptions(draft, of.options),
  };
}

type VariantPart = Pick<
  ProductChange,
  'variants' | 'add_variants' | 'remove_variants' | 'variant_order'
>;

function variantChanges(
  draft: ProductDraft,
  product: AdminProduct,
  money: Money,
): { part: VariantPart; wrong: number } {
  const part: VariantPart = {};
  const variants: VariantChange[] = [];
  const added: NewVariant[] = [];
  let wrong = 0;
  const order = changedOrder(draft, product);
  for (const variant of draft.variants) {
    const stored = product.variants.find(({ id }) => id === variant.id);
    if (stored) {
      const change = variantChange(variant, stored, { draft, money });
      if (change === 'wrong') wrong += 1;
      else if (change) variants.push(change);
    } else {
      const fresh = newVariant(variant, draft, money);
      if (fresh) added.push(order ? { ...fresh, id: variant.newId } : fresh);
      else wrong += 1;
    }
  }
  const kept = new Set(draft.variants.map(({ id }) => id));
  const removed = product.variants.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  if (variants.length > 0) part.variants = variants;
  if (added.length > 0) part.add_variants = added;
  if (removed.length > 0) part.remove_variants = removed;
  if (order) part.variant_order = order;
  return { part, wrong };
}

/** The ids in the order of the form, where that is not what there would be by itself: stored ones, then new ones. */
function changedOrder(draft: ProductDraft, product: AdminProduct): string[] | undefined {
  const order = draft.variants.flatMap(({ id, newId }) => id ?? newId ?? []);
  const inForm = new Set(order);
  const stored = product.variants.map(({ id }) => id);
  const known = new Set(stored);
  const byItself = [
    ...stored.filter((id) => inForm.has(id)),
    ...order.filter((id) => !known.has(id)),
  ];
  return sameValue(order, byItself) ? undefined : order;
}

/** Only what differs; prices that were wrong before (below the list price) are no mistake while nobody touches them. */
function variantChange(
  variant: VariantDraft,
  stored: AdminVariant,
  { draft, money }: { draft: ProductDraft; money: Money },
): VariantChange | 'wrong' | undefined {
  const { fields, mistakes } = readVariant(variant, money);
  const change: VariantChange = { id: stored.id };
  for (const name of Object.keys(fields) as (keyof typeof fields)[]) {
    if (fields[name] !== undefined && !sameValue(fields[name], stored[name])) {
      Object.assign(change, { [name]: fields[name] });
    }
  }
  const { listPrice, ...others } = mistakes;
  const touchesPrice = 'price' in change || 'list_price' in change;
  const isTooLow = listPrice === 'list-price-too-low' && !touchesPrice;
  if (Object.keys(others).length > 0 || (listPrice && !isTooLow)) return 'wrong';
  const options = selectedOptions(variant, draft.options);
  if (!sameValue(options, renamedOptions(stored, draft.options))) change.options = options;
  return Object.keys(change).length > 1 ? change : undefined;
}

/** What the server makes of a variant's options by itself when options and values are called otherwise. */
function renamedOptions(stored: AdminVariant, options: OptionDraft[]) {
  return stored.options.map((selected) => {
    const option = options.find(({ was }) => was === selected.name);
    const value = option?.values.find(({ was }) => was === selected.label);
    return {
      ...selected,
      name: option?.name.trim() ?? selected.name,
      label: value?.label.trim() ?? selected.label,
    };
  });
}

function countFields({ variants = [], add_variants, remove_variants, ...rest }: ProductChange) {
  const inVariants = variants.reduce((sum, change) => sum + Object.keys(change).length - 1, 0);
  return (
    Object.keys(rest).length +
    inVariants +
    (add_variants?.length ?? 0) +
    (remove_variants?.length ?? 0)
  );
}
