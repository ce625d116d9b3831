import { useEffect, useRef, useState } from 'preact/hooks';
import type { AdminModelPrice } from '../../shared/admin-costs.ts';
import { dollarsText, readDollars } from '../format/dollars.ts';
import { Field } from '../parts/field.tsx';
import { language, words } from '../words/words.ts';
import { EXAMPLE_MICROS } from './price-cell.tsx';

interface FirstPriceFormProps {
  model: string;
  isSaving: boolean;
  onSave(price: AdminModelPrice): Promise<void>;
  onCancel(): void;
}

const EMPTY = { input: '', cached: '', output: '' };

/** Input and output at once: half a price would count half of what a call costs. */
export function FirstPriceForm({ model, isSaving, onSave, onCancel }: FirstPriceFormProps) {
  const text = words();
  const locale = language.value;
  const [draft, setDraft] = useState(EMPTY);
  const [wasTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const read = (field: keyof typeof EMPTY) => readDollars(draft[field], locale);
  const input = read('input');
  const output = read('output');
  const cached = draft.cached.trim() === '' ? null : read('cached');
  const wrong = (value: number | null | undefined) =>
    wasTried && value === undefined
      ? text.wrongDollars(dollarsText(EXAMPLE_MICROS, locale))
      : undefined;
  const control = (field: keyof typeof EMPTY) => (
    <input
      class="input"
      inputMode="decimal"
      autocomplete="off"
      value={draft[field]}
      onInput={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
    />
  );
  return (
    <form
      ref={form}
      class="first-price"
      aria-label={text.setPriceOf(model)}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (input === undefined || output === undefined || cached === undefined) return;
        void onSave({ input_micros: input, output_micros: output, cached_input_micros: cached });
      }}
    >
      <Field label={text.inputPrice} error={wrong(input)}>
        {control('input')}
      </Field>
      <Field label={text.cachedPrice} hint={text.cachedPriceHint} error={wrong(cached)}>
        {control('cached')}
      </Field>
      <Field label={text.outputPrice} error={wrong(output)}>
        {control('output')}
      </Field>
      <div class="first-price-actions">
        <button type="submit" class="button button-main" disabled={isSaving}>
          {isSaving ? text.saving : text.save}
        </button>
        <button type="button" class="button" disabled={isSaving} onClick={onCancel}>
          {text.cancel}
        </button>
      </div>
    </form>
  );
}
