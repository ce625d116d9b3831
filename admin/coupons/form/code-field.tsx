import type { AdminStore } from '../../../shared/admin.ts';
import { couponApi } from '../../api/coupon-api.ts';
import { AlertText } from '../../parts/alert-text.tsx';
import { Field } from '../../parts/field.tsx';
import { announce } from '../../parts/toast.tsx';
import { useAction } from '../../parts/use-action.ts';
import { mayEdit } from '../../session/may-edit.ts';
import { couponWords } from '../coupon-words.ts';

interface CodeFieldProps {
  store: AdminStore;
  code: string;
  error: string | undefined;
  onChange(code: string): void;
}

/** What shoppers type, with a button that makes a code that nobody guesses. */
export function CodeField({ store, code, error, onChange }: CodeFieldProps) {
  const text = couponWords();
  const making = useAction();
  const make = () =>
    making.run(async () => {
      const { code: made } = await couponApi.newCode(store.key);
      onChange(made);
      announce(text.codeMade(made));
    });
  return (
    <div class="code-field">
      <Field label={text.code} hint={text.codeHint} error={error}>
        <input
          class="input input-code"
          maxLength={100}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          value={code}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </Field>
      {mayEdit() && (
        <button type="button" class="button button-small" disabled={making.isBusy} onClick={make}>
          {text.strongCode}
        </button>
      )}
      <AlertText>{making.error}</AlertText>
    </div>
  );
}
