import { useId, useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { ProductChange } from '../../shared/admin-products.ts';
import { moneyOf } from '../format/money.ts';
import { Modal } from '../parts/modal.tsx';
import { words } from '../words/words.ts';
import {
  type ContestedField,
  contestedFields,
  othersFields,
  resolvedChange,
  type StaleEdit,
} from './draft/conflicts.ts';
import { fieldName, fieldText } from './field-text.ts';
import { productWords } from './product-words.ts';

interface ChoiceDialogProps {
  store: AdminStore;
  edit: StaleEdit;
  onSave(change: ProductChange): void;
  onDrop(): void;
  onClose(): void;
}

/** Shown when somebody else saved first: both sides of each field, and a choice for each. */
export function ChoiceDialog({ store, edit, onSave, onDrop, onClose }: ChoiceDialogProps) {
  const contested = contestedFields(edit);
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set());
  const text = productWords();
  const others = othersFields(edit).map((name) => fieldName(name));
  const choose = (field: ContestedField, isMine: boolean) => {
    const next = new Set(mine);
    if (isMine) next.add(nameOf(field));
    else next.delete(nameOf(field));
    setMine(next);
  };
  return (
    <Modal title={words().conflictTitle} onClose={onClose}>
      {contested.length > 0 && <p>{text.chooseText}</p>}
      <div class="choices">
        {contested.map((field) => (
          <Choice
            key={nameOf(field)}
            store={store}
            edit={edit}
            field={field}
            isMine={mine.has(nameOf(field))}
            onChoose={(isMine) => choose(field, isMine)}
          />
        ))}
      </div>
      {others.length > 0 && <p class="quiet">{text.theirOther(others.join(', '))}</p>}
      <div class="dialog-actions">
        <button
          type="button"
          class="button button-main"
          onClick={() => onSave(resolvedChange(edit, (field) => mine.has(nameOf(field))))}
        >
          {text.saveChosen}
        </button>
        <button type="button" class="button" onClick={onDrop}>
          {text.dropMine}
        </button>
      </div>
    </Modal>
  );
}

function nameOf({ field, variant }: ContestedField): string {
  return `${variant ?? ''} ${field}`;
}

interface ChoiceProps {
  store: AdminStore;
  edit: StaleEdit;
  field: ContestedField;
  isMine: boolean;
  onChoose(isMine: boolean): void;
}

/** Theirs is chosen until the merchant says otherwise: nothing is overwritten by pressing Enter. */
function Choice({ store, edit, field, isMine, onChoose }: ChoiceProps) {
  const name = useId();
  const text = productWords();
  const money = moneyOf(store);
  const { stored } = edit;
  const variant = stored.variants.find(({ id }) => id === field.variant);
  const label =
    variant && stored.variants.length > 1
      ? `${variant.title}: ${fieldName(field.field)}`
      : fieldName(field.field);
  const side = (mine: boolean) => (
    <label class="choice">
      <input type="radio" name={name} checked={isMine === mine} onChange={() => onChoose(mine)} />
      <span>
        <span class="choice-side">{mine ? text.keepMine : text.keepTheirs}</span>
        <span class="choice-value">
          {fieldText(field.field, mine ? field.mine : field.theirs, money)}
        </span>
      </span>
    </label>
  );
  return (
    <fieldset class="choice-field">
      <legend>{label}</legend>
      {side(false)}
      {side(true)}
    </fieldset>
  );
}
