import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { AdminProduct, ProductChange } from '../../shared/admin-products.ts';
import { problemText } from '../api/problem-text.ts';
import { productApi } from '../api/product-api.ts';
import { ApiProblem } from '../api/request.ts';
import { tellSheet } from '../products/kept-sheet.ts';
import { announceChange } from '../products/last-change.ts';
import { mayLoseChanges } from '../router/navigation.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ChoiceDialog } from './choice-dialog.tsx';
import type { StaleEdit } from './draft/conflicts.ts';

/**
 * Saves changes of a product that was read earlier. When somebody was faster, `dialog` shows both sides and lets the
 * merchant choose field by field; `onStored` gets the product as it is stored then, whichever way it goes.
 */
export function useProductSave(
  store: AdminStore,
  seen: AdminProduct,
  onStored: (product: AdminProduct) => void,
) {
  const [stale, setStale] = useState<StaleEdit | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);

  const show = (product: AdminProduct) => {
    tellSheet(store.key, product);
    onStored(product);
  };

  const send = async (mine: ProductChange, version: number) => {
    setError(undefined);
    setStale(undefined);
    setSaving(true);
    try {
      const { value, auditEntry } = await productApi.change(
        store.key,
        { id: seen.id, version },
        mine,
      );
      show(value);
      tell(auditEntry);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'version_conflict') {
        await showBoth(mine);
      } else if (!endIfSignedOut(problem)) {
        setError(productProblemText(problem));
      }
    } finally {
      setSaving(false);
    }
  };

  const tell = (entry: string | undefined) => {
    const onUndone = async () => show(await productApi.get(store.key, seen.id));
    const undo = entry && { storeKey: store.key, entry, mayBegin: mayLoseChanges, onUndone };
    announceChange(words().saved, undo || undefined);
  };

  const showBoth = async (mine: ProductChange) => {
    try {
      setStale({ seen, mine, stored: await productApi.get(store.key, seen.id) });
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
    }
  };

  const dialog = stale && (
    <ChoiceDialog
      store={store}
      edit={stale}
      onClose={() => setStale(undefined)}
      onDrop={() => {
        setStale(undefined);
        show(stale.stored);
      }}
      onSave={(change) => {
        if (Object.keys(change).length > 0) void send(change, stale.stored.version);
        else {
          setStale(undefined);
          show(stale.stored);
        }
      }}
    />
  );
  return { save: (change: ProductChange) => send(change, seen.version), isSaving, error, dialog };
}

function productProblemText(problem: unknown): string {
  const isListPrice =
    problem instanceof ApiProblem &&
    problem.fields.some(({ pointer }) => pointer.endsWith('/list_price'));
  return isListPrice ? words().listPriceTooLow : problemText(problem);
}
