import { useEffect, useId, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { PriceEnding, ProductValues } from '../../../shared/admin-products.ts';
import type { AvailabilityStatus } from '../../../shared/product.ts';
import { readStock } from '../../format/read-stock.ts';
import { Field } from '../../parts/field.tsx';
import { words } from '../../words/words.ts';
import { AvailabilitySelect } from '../availability-select.tsx';
import { productsWords } from '../products-words.ts';
import type { BulkReading } from './bulk-actions.ts';
import { readPercent } from './read-percent.ts';

export interface BulkFormProps {
  store: AdminStore;
  values: ProductValues | undefined;
  /** Shown only after somebody tried to go on. */
  mistake: string | undefined;
  onRead(reading: BulkReading): void;
}

const HIGHEST_RAISE = 100_000;
const HIGHEST_CUT = 9_999;

export function PriceForm({ store, mistake, onRead }: BulkFormProps) {
  const [direction, setDirection] = useState<'raise' | 'lower'>('lower');
  const [percent, setPercent] = useState('');
  const [ending, setEnding] = useState<PriceEnding | undefined>(undefined);
  const [isCrossedOut, setCrossedOut] = useState(false);
  const text = productsWords();
  const isCut = direction === 'lower';
  useEffect(() => {
    const read = readPercent(percent);
    if (read === undefined || read > (isCut ? HIGHEST_CUT : HIGHEST_RAISE)) {
      onRead({ mistake: isCut ? text.wrongLowering : text.wrongPercent });
      return;
    }
    onRead({
      change: {
        price: { kind: 'percent', basis_points: isCut ? -read : read, ending },
        ...(isCut && isCrossedOut ? { list_price: { kind: 'old_price' } } : {}),
      },
    });
  }, [direction, percent, ending, isCrossedOut]);
  const endings = priceEndings(store);
  return (
    <>
      <div class="bulk-row">
        <Field label={text.direction}>
          <select
            class="input"
            value={direction}
            onChange={(event) =>
              setDirection(event.currentTarget.value === 'raise' ? 'raise' : 'lower')
            }
          >
            <option value="lower">{text.lowerBy}</option>
            <option value="raise">{text.raiseBy}</option>
          </select>
        </Field>
        <Field label={text.percent} error={mistake}>
          <input
            class="input"
            inputMode="decimal"
            autocomplete="off"
            maxLength={10}
            placeholder="10"
            value={percent}
            onInput={(event) => setPercent(event.currentTarget.value)}
          />
        </Field>
        <Field label={text.ending}>
          <select
            class="input"
            onChange={(event) => setEnding(endings[Number(event.currentTarget.value)]?.ending)}
          >
            {endings.map(({ name }, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <p class="field-hint">{text.percentHint}</p>
      {isCut && (
        <label class="check">
          <input
            type="checkbox"
            checked={isCrossedOut}
            onChange={(event) => setCrossedOut(event.currentTarget.checked)}
          />
          {text.crossOut}
        </label>
      )}
    </>
  );
}

/** Where prices of the currency may end; the first leaves them as they come out. */
function priceEndings({ currency_exponent: exponent }: AdminStore): {
  name: string;
  ending?: PriceEnding;
}[] {
  const text = productsWords();
  if (exponent === 0) {
    return [
      { name: text.endingExact },
      { name: text.endingThousand, ending: { step: 1_000, value: 0 } },
      { name: text.endingTenThousand, ending: { step: 10_000, value: 0 } },
    ];
  }
  const step = 10 ** exponent;
  const cents = '9'.repeat(exponent);
  return [
    { name: text.endingExact },
    { name: text.endingIn(cents), ending: { step, value: step - 1 } },
    { name: text.endingIn('0'.repeat(exponent)), ending: { step, value: 0 } },
  ];
}

export function AvailabilityForm({ onRead }: BulkFormProps) {
  const [availability, setAvailability] = useState<AvailabilityStatus>('in_stock');
  useEffect(() => onRead({ change: { availability } }), [availability]);
  return (
    <Field label={words().availability}>
      <AvailabilitySelect value={availability} isSoldOut={false} onChange={setAvailability} />
    </Field>
  );
}

export function StockForm({ mistake, onRead }: BulkFormProps) {
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const amount = readStock(typed);
    onRead(
      amount === undefined
        ? { mistake: words().wrongStock }
        : { change: { stock: { kind: 'set', amount } } },
    );
  }, [typed]);
  return (
    <Field label={productsWords().stockOfEach} hint={words().stockHint} error={mistake}>
      <input
        class="input"
        inputMode="numeric"
        autocomplete="off"
        maxLength={12}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </Field>
  );
}

export function ValueForm(props: BulkFormProps & { kind: 'tags' | 'categories' }) {
  const { kind, values, mistake, onRead } = props;
  const [isAdding, setAdding] = useState(true);
  const [typed, setTyped] = useState('');
  const text = productsWords();
  const listId = useId();
  useEffect(() => {
    const value = typed.trim();
    const doing = isAdding ? 'add' : 'remove';
    onRead(value ? { change: { [`${doing}_${kind}`]: [value] } } : { mistake: text.needed });
  }, [typed, isAdding]);
  return (
    <div class="bulk-row">
      <Field label={text.addOrRemove}>
        <select class="input" onChange={(event) => setAdding(event.currentTarget.value === 'add')}>
          <option value="add">{text.add}</option>
          <option value="remove">{text.remove}</option>
        </select>
      </Field>
      <Field label={kind === 'tags' ? text.tag : text.category} error={mistake}>
        <input
          class="input"
          autocomplete="off"
          maxLength={kind === 'tags' ? 200 : 500}
          list={listId}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </Field>
      <datalist id={listId}>
        {values?.[kind].map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
    </div>
  );
}

export function DeleteForm({ onRead }: BulkFormProps) {
  useEffect(() => onRead({ change: { delete: true } }), []);
  return <p>{productsWords().deleteText}</p>;
}
