import { useState } from 'preact/hooks';
import type { AdminSettings, AdminStore, SettingsChange } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { ConflictDialog } from '../parts/conflict-dialog.tsx';
import { announceChange } from '../products/last-change.ts';
import { mayLoseChanges } from '../router/navigation.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { language, words } from '../words/words.ts';
import { settingsDifferences } from './settings-differences.ts';

/** Like `useProductSave`, for a store's settings. */
export function useSettingsSave(
  store: AdminStore,
  seen: AdminSettings,
  onStored: (settings: AdminSettings) => void,
) {
  const [conflict, setConflict] = useState<
    { mine: SettingsChange; stored: AdminSettings } | undefined
  >(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);

  const fail = (problem: unknown) => {
    if (!endIfSignedOut(problem)) setError(problemText(problem));
  };
  const send = async (change: SettingsChange, version: number) => {
    setError(undefined);
    setConflict(undefined);
    setSaving(true);
    try {
      const { value, auditEntry: entry } = await adminApi.changeSettings(
        store.key,
        version,
        change,
      );
      onStored(value);
      const onUndone = async () => onStored(await adminApi.settings(store.key));
      const undo = entry && { storeKey: store.key, entry, mayBegin: mayLoseChanges, onUndone };
      announceChange(words().saved, undo || undefined);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'version_conflict') {
        await adminApi
          .settings(store.key)
          .then((stored) => setConflict({ mine: change, stored }), fail);
      } else {
        fail(problem);
      }
    } finally {
      setSaving(false);
    }
  };

  const dialog = conflict && (
    <ConflictDialog
      differences={settingsDifferences(
        { seen, ...conflict },
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
    save: (change: SettingsChange) => send(change, seen.version),
    isSaving,
    error,
    dialog,
  };
}
