import { eq, sql } from 'drizzle-orm';
import type { AdminSettings, SettingsChange } from '../../../shared/admin.ts';
import { StoreSettings } from '../../../shared/store.ts';
import { settingsDifference } from '../../admin/settings-difference.ts';
import type { StoreEditor } from '../../admin/store-editor.ts';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { recordChange } from '../people/record-change.ts';
import { store } from '../schema.ts';
import { readStoredSettings } from './stored-settings.ts';
import { postgresStores } from './stores.ts';

const columns = {
  name: store.name,
  locale: store.locale,
  timeZone: store.timeZone,
  currency: store.currency,
  currencyChangeable: sql<boolean>`not exists (select from product where product.store_id = store.id)
    and not exists (select from coupon where coupon.store_id = store.id)`,
  settings: store.settings,
  allowedOrigins: store.allowedOrigins,
  version: store.version,
};

/** `onChange` hears of it once a store was made or changed. */
export function postgresStoreEditor(
  db: Drizzle,
  { onChange }: { onChange?: () => void } = {},
): StoreEditor {
  return {
    async create({ key, name, currency, locale, time_zone: timeZone }, by) {
      const made = await db.transaction(async (tx) => {
        const settings = StoreSettings.parse({});
        const fresh = { key, name, currency, locale, timeZone, allowedOrigins: [], settings };
        const created = await postgresStores(tx).create(fresh);
        await recordChange(tx, {
          ...by,
          action: 'store.create',
          storeId: created.id,
          subject: { id: created.id, name, version: created.version },
          after: { key, name, currency, locale, time_zone: timeZone },
        });
        return created;
      });
      onChange?.();
      return made;
    },

    get: (storeId) => readSettings(db, storeId),

    async change(storeId, { version, change, ...by }) {
      const saved = await db.transaction(async (tx) => {
        await tx.select({ id: store.id }).from(store).where(eq(store.id, storeId)).for('update');
        const before = await readSettings(tx, storeId);
        if (!before) return undefined;
        if (before.version !== version) {
          throw new AppError('version_conflict', 'The settings were changed meanwhile.');
        }
        refuseCurrency(before, change);
        await tx.update(store).set(changedColumns(before, change)).where(eq(store.id, storeId));
        const after = await readSettings(tx, storeId);
        const difference = after && settingsDifference(before, after);
        if (after && difference) {
          const subject = { id: storeId, name: after.name, version: after.version };
          await recordChange(tx, {
            ...by,
            action: 'settings.change',
            storeId,
            subject,
            ...difference,
          });
        }
        return after;
      });
      onChange?.();
      return saved;
    },
  };
}

async function readSettings(db: Drizzle, storeId: string): Promise<AdminSettings | undefined> {
  const [row] = await db.select(columns).from(store).where(eq(store.id, storeId));
  if (!row) return undefined;
  const { settings, allowedOrigins, timeZone, currencyChangeable, ...rest } = row;
  return {
    ...rest,
    time_zone: timeZone,
    currency_changeable: currencyChangeable,
    ...readStoredSettings(settings),
    allowed_origins: allowedOrigins,
  };
}

function refuseCurrency(before: AdminSettings, { currency }: SettingsChange): void {
  if (currency === undefined || currency === before.currency || before.currency_changeable) return;
  throw new AppError('conflict', 'Prices and coupons are kept in the currency of the store.', {
    errors: [{ pointer: '/currency', detail: 'cannot change while there are products or coupons' }],
  });
}

function changedColumns(before: AdminSettings, change: SettingsChange) {
  const { allowed_origins, theme, name, locale, time_zone, currency, ...simple } = change;
  const current = Object.fromEntries(
    Object.keys(StoreSettings.shape).map((field) => [field, before[field as keyof StoreSettings]]),
  );
  return {
    name,
    locale,
    timeZone: time_zone,
    currency,
    settings: StoreSettings.parse({ ...current, ...simple, theme: { ...before.theme, ...theme } }),
    allowedOrigins: allowed_origins && [...new Set(allowed_origins)],
    version: sql`${store.version} + 1`,
    updatedAt: sql`now()`,
  };
}
