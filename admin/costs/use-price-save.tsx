import { useState } from 'preact/hooks';
import type { AdminModelPrice, AdminPricedModel } from '../../shared/admin-costs.ts';
import { adminApi } from '../api/admin-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { ConflictDialog } from '../parts/conflict-dialog.tsx';
import { announce } from '../parts/toast.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { priceDifferences } from './price-differences.ts';

interface Conflict {
  mine: AdminModelPrice | null;
  stored: AdminPricedModel;
}

/** Like `useProductSave`, for the price of a model; null removes it. */
export function usePriceSave(seen: AdminPricedModel, onStored: (stored: AdminPricedModel) => void) {
  const [conflict, setConflict] = useState<Conflict | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);

  const send = async (mine: AdminModelPrice | null, version: number) => {
    setError(undefined);
    setConflict(undefined);
    setSaving(true);
    try {
      onStored(await put(seen.model, version, mine));
      announce(words().saved);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'version_conflict') {
        await showConflict(mine);
      } else if (!endIfSignedOut(problem)) {
        setError(problemText(problem));
      }
    } finally {
      setSaving(false);
    }
  };

  const showConflict = async (mine: AdminModelPrice | null) => {
    try {
      const { models } = await adminApi.modelPrices();
      const stored = models.find(({ model }) => model === seen.model);
      setConflict({ mine, stored: stored ?? withoutPrice(seen.model) });
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
    }
  };

  const dialog = conflict && (
    <ConflictDialog
      differences={priceDifferences(
        { seen: seen.price, mine: conflict.mine, stored: conflict.stored.price },
        { words: words(), locale: language.value },
      )}
      onReload={() => {
        setConflict(undefined);
        onStored(conflict.stored);
      }}
      onKeepMine={() => void send(conflict.mine, conflict.stored.version)}
    />
  );
  return {
    save: (price: AdminModelPrice | null) => send(price, seen.version),
    isSaving,
    error,
    dialog,
  };
}

async function put(
  model: string,
  version: number,
  price: AdminModelPrice | null,
): Promise<AdminPricedModel> {
  if (price !== null) return adminApi.setModelPrice(model, version, price);
  // Version 0 is no price: somebody else has removed it already.
  if (version > 0) await adminApi.removeModelPrice(model, version);
  return withoutPrice(model);
}

function withoutPrice(model: string): AdminPricedModel {
  return { model, price: null, version: 0 };
}
