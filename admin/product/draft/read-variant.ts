import type { AdminSelectedOption, NewVariant } from '../../../shared/admin-products.ts';
import type { Money } from '../../format/money.ts';
import { readStock } from '../../format/read-stock.ts';
import type { OptionDraft, VariantDraft } from './product-draft.ts';

export type VariantMistake = 'price' | 'list-price' | 'list-price-too-low' | 'stock';

/** The fields of a variant as the API takes them; where one cannot be read it is left out and named. */
export interface VariantReading {
  fields: Omit<NewVariant, 'id' | 'price' | 'title' | 'external_id'> & { price?: number };
  mistakes: Partial<Record<'price' | 'listPrice' | 'stock', VariantMistake>>;
}

export function readVariant(draft: VariantDraft, money: Money): VariantReading {
  const price = money.read(draft.price);
  const listPrice = draft.listPrice.trim() === '' ? null : money.read(draft.listPrice);
  const stock = readStock(draft.stock);
  const mistakes: VariantReading['mistakes'] = {};
  if (price === undefined) mistakes.price = 'price';
  if (stock === undefined) mistakes.stock = 'stock';
  if (listPrice === undefined) mistakes.listPrice = 'list-price';
  else if (listPrice !== null && price !== undefined && listPrice < price) {
    mistakes.listPrice = 'list-price-too-low';
  }
  return {
    fields: {
      price,
      list_price: listPrice,
      stock,
      availability: draft.availability,
      sku: draft.sku.trim() || null,
      media: draft.media,
    },
    mistakes,
  };
}

/** The values that a variant has, by the names that options and values have now. */
export function selectedOptions(
  draft: VariantDraft,
  options: OptionDraft[],
): AdminSelectedOption[] {
  return options.flatMap(({ key, name, values }) => {
    const value = values.find((one) => one.key === draft.choices[key]);
    if (!value) return [];
    const { id, label } = value;
    return [{ name: name.trim(), ...(id === undefined ? {} : { id }), label: label.trim() }];
  });
}
