import { and, eq, sql } from 'drizzle-orm';
import type { AdminSettings, SettingsChange } from '../../shared/admin.ts';
import { StoreSettings } from '../../shared/store.ts';
import type { StoreEditor } from '../admin/store-editor.ts';
import { AppError } from '../errors.ts';
import type { Drizzle } from './database.ts';
import { store } from './schema.ts';

type StoreRow = Pick<typeof store.$inferSelect, 'settings' | 'allowedOrigins' | 'version'>;

const columns = {
  settings: store.settings,
  allowedOrigins: store.allowedOrigins,
  version: store.version,
};

export function postgresStoreEditor(db: Drizzle): StoreEditor {
  return {
    async get(storeId) {
      const [row] = await db.select(columns).from(store).where(eq(store.id, storeId));
      return row && settingsFromRow(row);
    },

    change(storeId, { version, change }) {
      return db.transaction(async (tx) => {
        const [row] = await tx
          .select(columns)
          .from(store)
          .where(eq(store.id, storeId))
          .for('update');
        if (!row) return undefined;
        if (row.version !== version) {
          throw new AppError('version_conflict', 'The settings were changed meanwhile.');
        }
        const [saved] = await tx
          .update(store)
          .set({
            ...changedColumns(row, change),
            version: sql`${store.version} + 1`,
            updatedAt: sql`now()`,
          })
          .where(and(eq(store.id, storeId), eq(store.version, version)))
          .returning(columns);
        return saved && settingsFromRow(saved);
      });
    },
  };
}

function changedColumns(row: StoreRow, change: SettingsChange) {
  const { allowed_origins, theme, ...simple } = change;
  const current = StoreSettings.parse(row.settings);
  return {
    settings: StoreSettings.parse({ ...current, ...simple, theme: { ...current.theme, ...theme } }),
    allowedOrigins: allowed_origins ? [...new Set(allowed_origins)] : row.allowedOrigins,
  };
}

function settingsFromRow({ settings, allowedOrigins, version }: StoreRow): AdminSettings {
  return { ...StoreSettings.parse(settings), allowed_origins: allowedOrigins, version };
}
