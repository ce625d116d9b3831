import type { Money } from '../../format/money.ts';
import { readStock } from '../../format/read-stock.ts';
import { Field } from '../../parts/field.tsx';
import { AvailabilitySelect } from '../../products/availability-select.tsx';
import { words } from '../../words/words.ts';
import type { VariantDraft } from '../draft/product-draft.ts';
import { readVariant } from '../draft/read-variant.ts';
import { mistakeText } from './mistake-text.ts';

interface SingleVariantProps {
  variant: VariantDraft;
  money: Money;
  isTried: boolean;
  onChange(part: Partial<VariantDraft>): void;
}

/** The only variant of a product: it needs no name and no matrix. */
export function SingleVariant({ variant, money, isTried, onChange }: SingleVariantProps) {
  const text = words();
  const { mistakes } = readVariant(variant, money);
  const input = (field: 'price' | 'listPrice' | 'stock', label: string, hint?: string) => (
    <Field
      label={label}
      hint={hint}
      error={isTried || variant[field] !== '' ? mistakeText(mistakes[field], money) : undefined}
    >
      <input
        class="input amount"
        inputMode={field === 'stock' ? 'numeric' : 'decimal'}
        autocomplete="off"
        maxLength={40}
        value={variant[field]}
        onInput={(event) => onChange({ [field]: event.currentTarget.value })}
      />
    </Field>
  );
  return (
    <div class="single-variant">
      {input('price', text.price)}
      {input('listPrice', text.listPrice, text.listPriceHint)}
      {input('stock', text.stock, text.stockHint)}
      <Field label={text.availability}>
        <AvailabilitySelect
          value={variant.availability}
          isSoldOut={readStock(variant.stock) === 0}
          onChange={(availability) => onChange({ availability })}
        />
      </Field>
      <Field label={text.sku}>
        <input
          class="input"
          value={variant.sku}
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => onChange({ sku: event.currentTarget.value })}
        />
      </Field>
    </div>
  );
}
