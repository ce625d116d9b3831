import type { AdminSettings, SettingsChange } from '../../shared/admin.ts';

/** A store's settings as a merchant edits them. */
export interface StoreEditor {
  get(storeId: string): Promise<AdminSettings | undefined>;
  /**
   * Changes the settings if the store still has `version`, which goes up by one. Undefined when the store is not there.
   * Throws AppError `version_conflict` when somebody was faster.
   */
  change(storeId: string, edit: SettingsEdit): Promise<AdminSettings | undefined>;
}

export interface SettingsEdit {
  version: number;
  change: SettingsChange;
}
