import { useState } from 'preact/hooks';
import type { ProductValues } from '../../../shared/admin-products.ts';
import { problemText } from '../../api/problem-text.ts';
import { Modal } from '../../parts/modal.tsx';
import { endIfSignedOut } from '../../session/session.ts';
import { words } from '../../words/words.ts';
import { productsWords } from '../products-words.ts';
import type { SheetView } from '../sheet/sheet-view.ts';
import { applyBulk, type BulkFailure } from './apply-bulk.ts';
import type { BulkAction, BulkReading } from './bulk-actions.ts';
import {
  AvailabilityForm,
  type BulkFormProps,
  DeleteForm,
  PriceForm,
  StockForm,
  ValueForm,
} from './bulk-forms.tsx';

interface BulkDialogProps {
  view: SheetView;
  values: ProductValues | undefined;
  action: BulkAction;
  /** Gets what could not be changed; nothing when it was given up. */
  onClose(failures: BulkFailure[]): void;
}

/** Asks what to do with the selected products, and does it. */
export function BulkDialog({ view, values, action, onClose }: BulkDialogProps) {
  const [reading, setReading] = useState<BulkReading | undefined>(undefined);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const text = productsWords();
  const count = view.sheet.selected.value.size;
  const isDeletion = action === 'delete';

  const submit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!reading?.change) return;
    setBusy(true);
    setError(undefined);
    try {
      onClose(await applyBulk(view.sheet, reading.change));
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
      setBusy(false);
    }
  };
  const form: BulkFormProps = {
    store: view.store,
    values,
    mistake: isTried ? reading?.mistake : undefined,
    onRead: setReading,
  };
  return (
    <Modal title={dialogTitle(action, count)} onClose={() => onClose([])}>
      <form class="bulk-form" onSubmit={submit}>
        {action === 'price' && <PriceForm {...form} />}
        {action === 'availability' && <AvailabilityForm {...form} />}
        {action === 'stock' && <StockForm {...form} />}
        {action === 'tags' && <ValueForm {...form} kind="tags" />}
        {action === 'categories' && <ValueForm {...form} kind="categories" />}
        {isDeletion && <DeleteForm {...form} />}
        {error !== undefined && (
          <p class="field-error" role="alert">
            {error}
          </p>
        )}
        <div class="dialog-actions">
          <button
            type="submit"
            class={`button ${isDeletion ? 'button-bad' : 'button-main'}`}
            disabled={isBusy}
          >
            {isBusy ? text.applying : isDeletion ? text.deleteConfirm(count) : text.apply(count)}
          </button>
          <button type="button" class="button" disabled={isBusy} onClick={() => onClose([])}>
            {words().cancel}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function dialogTitle(action: BulkAction, count: number): string {
  const text = productsWords();
  const titles: Record<BulkAction, string> = {
    price: text.priceTitle,
    availability: text.availabilityTitle,
    stock: text.stockTitle,
    tags: text.tagsTitle,
    categories: text.categoriesTitle,
    delete: text.deleteTitle(count),
  };
  return titles[action];
}
