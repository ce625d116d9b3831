import type { AdminSettings, SettingsChange } from '../../shared/admin.ts';
import type { NewStore } from '../../shared/admin-stores.ts';
import type { Store } from '../shop/store.ts';
import type { Doing } from './audit.ts';

/** Stores as merchants make and set them. */
export interface StoreEditor {
  /** Throws AppError `conflict` when the key is taken. */
  create(store: NewStore, by: Doing): Promise<Store>;
  get(storeId: string): Promise<AdminSettings | undefined>;
  /**
   * Changes the settings if the store still has `version`, which goes up by one. Undefined when the store is not there.
   * Throws AppError `version_conflict` when somebody was faster, and `conflict` for another currency while there are
   * amounts in this one.
   */
  change(storeId: string, edit: SettingsEdit): Promise<AdminSettings | undefined>;
}

export interface SettingsEdit extends Doing {
  version: number;
  change: SettingsChange;
}
