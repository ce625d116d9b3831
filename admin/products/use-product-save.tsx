import { useState } from 'preact/hooks';
import type { AdminProduct, AdminStore, ProductChange } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { moneyOf } from '../format/money.ts';
import { ConflictDialog } from '../parts/conflict-dialog.tsx';
import { announce } from '../parts/toast.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { words } from '../words/words.ts';
import { productDifferences } from './product-differences.ts';

type Seen = Parameters<typeof productDifferences>[0]['seen'] & { id: string; version: number };

interface Conflict {
  mine: ProductChange;
  stored: AdminProduct;
}

/**
 * Saves changes to a product that was read earlier. When somebody was faster, `dialog` shows what differs and lets the
 * merchant choose; `onStored` gets the product as it is stored then, whichever way it goes.
 */
export function useProductSave(
  store: AdminStore,
  seen: Seen,
  onStored: (product: AdminProduct) => void,
) {
  const [conflict, setConflict] = useState<Conflict | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);

  const send = async (change: ProductChange, version: number) => {
    setError(undefined);
    setConflict(undefined);
    setSaving(true);
    try {
      onStored(await adminApi.changeProduct(store.key, { id: seen.id, version }, change));
      announce(words().saved);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'version_conflict') {
        await showConflict(change);
      } else if (!endIfSignedOut(problem)) {
        setError(productProblemText(problem));
      }
    } finally {
      setSaving(false);
    }
  };

  const showConflict = async (mine: ProductChange) => {
    try {
      setConflict({ mine, stored: await adminApi.product(store.key, seen.id) });
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
    }
  };

  const dialog = conflict && (
    <ConflictDialog
      differences={productDifferences(
        { seen, ...conflict },
        { money: moneyOf(store), words: words() },
      )}
      onReload={() => {
        setConflict(undefined);
        onStored(conflict.stored);
      }}
      onKeepMine={() => void send(conflict.mine, conflict.stored.version)}
    />
  );
  return {
    save: (change: ProductChange) => send(change, seen.version),
    isSaving,
    error,
    dialog,
  };
}

function productProblemText(problem: unknown): string {
  const isListPrice =
    problem instanceof ApiProblem &&
    problem.fields.some(({ pointer }) => pointer.endsWith('/list_price'));
  return isListPrice ? words().listPriceTooLow : problemText(problem);
}
