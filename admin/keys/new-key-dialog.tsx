import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { ApiKeyScope, MadeKey } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { Field } from '../parts/field.tsx';
import { Modal } from '../parts/modal.tsx';
import { useAction } from '../parts/use-action.ts';
import { keysWords } from './keys-words.ts';

interface NewKeyDialogProps {
  stores: AdminStore[];
  /** The key of the store that is chosen at first. */
  first: string | undefined;
  onClose(): void;
  onMade(key: MadeKey): void;
}

/** Stands for no store; no store has an empty key. */
const EVERY_STORE = '';

export function NewKeyDialog({ stores, first, onClose, onMade }: NewKeyDialogProps) {
  const text = keysWords();
  const [name, setName] = useState('');
  const [store, setStore] = useState(first ?? EVERY_STORE);
  const [scopes, setScopes] = useState<ApiKeyScope[]>([]);
  const [lastDay, setLastDay] = useState('');
  const [isAsked, setAsked] = useState(false);
  const { run, isBusy, error } = useAction();
  const make = () => {
    setAsked(true);
    if (scopes.length === 0) return;
    void run(async () => {
      const expires_at = lastDay === '' ? null : endOfDay(lastDay);
      onMade(await peopleApi.makeKey({ name, store: store || null, scopes, expires_at }));
    });
  };
  return (
    <Modal title={text.newKey} onClose={onClose}>
      <form
        class="new-key"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <Field label={text.name} hint={text.nameHint}>
          <input
            class="input"
            required
            maxLength={100}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Field label={text.store}>
          <select
            class="input"
            value={store}
            onChange={(event) => setStore(event.currentTarget.value)}
          >
            {stores.map((each) => (
              <option key={each.key} value={each.key}>
                {each.name}
              </option>
            ))}
            <option value={EVERY_STORE}>{text.allStores}</option>
          </select>
        </Field>
        <Scopes chosen={scopes} onChange={setScopes} />
        <AlertText>{isAsked && scopes.length === 0 ? text.noScope : undefined}</AlertText>
        <Field label={text.expires} hint={text.expiresHint}>
          <input
            class="input"
            type="date"
            min={today()}
            value={lastDay}
            onInput={(event) => setLastDay(event.currentTarget.value)}
          />
        </Field>
        <AlertText>{error}</AlertText>
        <div class="dialog-actions">
          <button type="submit" class="button button-main" disabled={isBusy}>
            {text.make}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {text.cancel}
          </button>
        </div>
      </form>
    </Modal>
  );
}

interface ScopesProps {
  chosen: ApiKeyScope[];
  onChange(scopes: ApiKeyScope[]): void;
}

function Scopes({ chosen, onChange }: ScopesProps) {
  const text = keysWords();
  const all = Object.keys(text.scopeNames) as ApiKeyScope[];
  return (
    <fieldset class="scopes">
      <legend>{text.scopes}</legend>
      {all.map((scope) => (
        <label key={scope} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? [...chosen, scope]
                  : chosen.filter((other) => other !== scope),
              )
            }
          />
          {text.scopeNames[scope]}
        </label>
      ))}
    </fieldset>
  );
}

/** The last moment of a day (YYYY-MM-DD) where the reader is. */
function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

function today(): string {
  const now = new Date();
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
