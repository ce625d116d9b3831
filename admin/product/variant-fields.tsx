import type { AdminVariant } from '../../shared/admin.ts';
import type { Money } from '../format/money.ts';
import { readStock } from '../format/read-stock.ts';
import { Field } from '../parts/field.tsx';
import { AvailabilitySelect } from '../products/availability-select.tsx';
import { words } from '../words/words.ts';
import type { Mistake, VariantDraft } from './product-draft.ts';

interface VariantFieldsProps {
  variant: AdminVariant;
  /** Then its title says nothing and is left out. */
  isOnly: boolean;
  fields: VariantDraft;
  mistakes: Map<string, Mistake>;
  money: Money;
  onChange(fields: VariantDraft): void;
}

export function VariantFields(props: VariantFieldsProps) {
  const { variant, isOnly, fields, mistakes, money, onChange } = props;
  const text = words();
  const input = (field: 'price' | 'listPrice' | 'stock', label: string, hint?: string) => (
    <Field
      label={label}
      hint={hint}
      error={mistakeText(mistakes.get(`${variant.id} ${field}`), money)}
    >
      <input
        class="input amount"
        inputMode={field === 'stock' ? 'numeric' : 'decimal'}
        autocomplete="off"
        maxLength={40}
        value={fields[field]}
        onInput={(event) => onChange({ ...fields, [field]: event.currentTarget.value })}
      />
    </Field>
  );
  return (
    <fieldset class="variant-fields">
      <legend class={isOnly ? 'visually-hidden' : undefined}>
        {variant.title}
        {!isOnly && variant.sku && <span class="quiet"> {variant.sku}</span>}
      </legend>
      {input('price', text.price)}
      {input('listPrice', text.listPrice, isOnly ? text.listPriceHint : undefined)}
      {input('stock', text.stock, isOnly ? text.stockHint : undefined)}
      <Field label={text.availability}>
        <AvailabilitySelect
          value={fields.availability}
          isSoldOut={readStock(fields.stock) === 0}
          onChange={(availability) => onChange({ ...fields, availability })}
        />
      </Field>
    </fieldset>
  );
}

function mistakeText(mistake: Mistake | undefined, money: Money): string | undefined {
  const text = words();
  switch (mistake) {
    case undefined:
      return undefined;
    case 'price':
    case 'list-price':
      return text.wrongPrice(money.example);
    case 'list-price-too-low':
      return text.listPriceTooLow;
    case 'stock':
      return text.wrongStock;
    case 'title':
      return text.emptyTitle;
  }
}
