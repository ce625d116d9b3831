import { isDeepStrictEqual } from 'node:util';
import type { AdminSettings, SettingsChange } from '../../shared/admin.ts';

/** Only the fields that a change made different, as they were and as they are; undefined when it made none. */
export function settingsDifference(
  older: AdminSettings,
  newer: AdminSettings,
): { before: SettingsChange; after: SettingsChange } | undefined {
  const { theme: oldTheme, currency_changeable: _, version: __, ...oldFields } = older;
  const { theme: newTheme, currency_changeable: ___, version: ____, ...newFields } = newer;
  const fields = differing(oldFields, newFields);
  const theme = differing(oldTheme, newTheme);
  const hasTheme = Object.keys(theme.before).length > 0;
  if (Object.keys(fields.before).length === 0 && !hasTheme) return undefined;
  return {
    before: { ...fields.before, ...(hasTheme && { theme: theme.before }) },
    after: { ...fields.after, ...(hasTheme && { theme: theme.after }) },
  };
}

function differing<T extends object>(
  older: T,
  newer: T,
): { before: Partial<T>; after: Partial<T> } {
  const names = (Object.keys(newer) as (keyof T)[]).filter(
    (name) => !isDeepStrictEqual(older[name], newer[name]),
  );
  const only = (from: T) =>
    Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>;
  return { before: only(older), after: only(newer) };
}
