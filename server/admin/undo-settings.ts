import type { SettingsChange } from '../../shared/admin.ts';
import type { StoreEditor } from './store-editor.ts';
import { needed, stillThere, type UndoTargets } from './undo.ts';

/** Settings are set as they were; a store that was made stays. */
export function undoSettings(settings: StoreEditor): UndoTargets {
  return {
    async 'settings.change'({ storeId, subject, before }, by) {
      // Written by this very editor, also when the rules for new settings became stricter since.
      const change = needed(before) as SettingsChange;
      const edit = { ...by, change, version: needed(subject.version) };
      stillThere(await settings.change(needed(storeId), edit));
    },
  };
}
