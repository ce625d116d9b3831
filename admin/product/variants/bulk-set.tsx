import { useState } from 'preact/hooks';
import type { AvailabilityStatus } from '../../../shared/product.ts';
import { Field } from '../../parts/field.tsx';
import { AvailabilitySelect } from '../../products/availability-select.tsx';
import { words } from '../../words/words.ts';
import type { VariantDraft } from '../draft/product-draft.ts';
import { productWords } from '../product-words.ts';

const FIELDS = ['price', 'listPrice', 'stock', 'availability'] as const;
type BulkField = (typeof FIELDS)[number];

interface BulkSetProps {
  /** How many variants it is for: the selected ones, or all when none is. */
  count: number;
  onSet(part: Partial<VariantDraft>): void;
}

/** One value for many variants. */
export function BulkSet({ count, onSet }: BulkSetProps) {
  const [field, setField] = useState<BulkField>('price');
  const [typed, setTyped] = useState('');
  const [availability, setAvailability] = useState<AvailabilityStatus>('in_stock');
  const text = words();
  const own = productWords();
  const names: Record<BulkField, string> = {
    price: text.price,
    listPrice: text.listPrice,
    stock: text.stock,
    availability: text.availability,
  };
  const apply = () => onSet(field === 'availability' ? { availability } : { [field]: typed });
  return (
    <div class="bulk-set">
      <Field label={own.setField}>
        <select
          class="input"
          value={field}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            setField(FIELDS.find((name) => name === chosen) ?? 'price');
          }}
        >
          {FIELDS.map((name) => (
            <option key={name} value={name}>
              {names[name]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={own.setTo}>
        {field === 'availability' ? (
          <AvailabilitySelect value={availability} isSoldOut={false} onChange={setAvailability} />
        ) : (
          <input
            class="input"
            inputMode="decimal"
            autocomplete="off"
            maxLength={40}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              apply();
            }}
          />
        )}
      </Field>
      <button type="button" class="button" onClick={apply}>
        {own.setFor(count)}
      </button>
    </div>
  );
}
