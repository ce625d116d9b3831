import type { AdminSettings, SettingsChange } from '../../shared/admin.ts';
import type { Difference } from '../parts/conflict-dialog.tsx';
import type { Words } from '../words/words.ts';

/** After a stale edit: what the merchant changed and is stored otherwise, and what somebody else changed meanwhile. */
export function settingsDifferences(
  { seen, mine, stored }: { seen: AdminSettings; mine: SettingsChange; stored: AdminSettings },
  words: Words,
): Difference[] {
  const changed: AdminSettings = { ...seen, ...mine, theme: { ...seen.theme, ...mine.theme } };
  const fields: [string, (settings: AdminSettings) => string][] = [
    [words.greeting, ({ greeting }) => greeting],
    [words.starters, ({ starters }) => starters.join(' · ')],
    [words.instructions, ({ instructions }) => instructions],
    [words.photos, ({ photos }) => (photos ? '✓' : '–')],
    [words.imageDetail, ({ image_detail }) => image_detail],
    [words.accent, ({ theme }) => theme.accent],
    [words.position, ({ theme }) => theme.position],
    [words.scheme, ({ theme }) => theme.scheme],
    [words.origins, ({ allowed_origins }) => allowed_origins.join(' · ')],
  ];
  return fields.flatMap(([field, show]) => {
    const difference = { field, mine: show(changed), theirs: show(stored) };
    const isSame = difference.mine === difference.theirs && show(seen) === difference.theirs;
    return isSame ? [] : [difference];
  });
}
