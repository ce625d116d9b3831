import type { AdminSettings, SettingsChange } from '../../shared/admin.ts';
import { showDollars } from '../format/dollars.ts';
import { newStoreWords } from '../new-store/new-store-words.ts';
import type { Difference } from '../parts/conflict-dialog.tsx';
import type { Words } from '../words/words.ts';
import { proactiveWords } from './proactive-words.ts';
import { settingsWords } from './settings-words.ts';

/** After a stale edit: what the merchant changed and is stored otherwise, and what somebody else changed meanwhile. */
export function settingsDifferences(
  { seen, mine, stored }: { seen: AdminSettings; mine: SettingsChange; stored: AdminSettings },
  { words, locale }: { words: Words; locale: string },
): Difference[] {
  const budget = (micros: number | null) =>
    micros === null ? words.noLimit : showDollars(micros, locale);
  const changed: AdminSettings = { ...seen, ...mine, theme: { ...seen.theme, ...mine.theme } };
  const store = newStoreWords();
  const own = settingsWords();
  const fields: [string, (settings: AdminSettings) => string][] = [
    [store.name, ({ name }) => name],
    [store.currency, ({ currency }) => currency],
    [store.locale, ({ locale: language }) => language],
    [store.timeZone, ({ time_zone }) => time_zone],
    [words.greeting, ({ greeting }) => greeting],
    [words.starters, ({ starters }) => starters.join(' · ')],
    [words.instructions, ({ instructions }) => instructions],
    [words.photos, ({ photos }) => (photos ? '✓' : '–')],
    [words.imageDetail, ({ image_detail }) => image_detail],
    [words.accent, ({ theme }) => theme.accent],
    [words.position, ({ theme }) => theme.position],
    [words.scheme, ({ theme }) => theme.scheme],
    [own.radius, ({ theme }) => theme.radius],
    [own.launcherText, ({ theme }) => theme.launcher_text],
    [own.launcherImage, ({ theme }) => theme.launcher_image],
    [proactiveWords().title, ({ proactive }) => showProactive(proactive)],
    [words.origins, ({ allowed_origins }) => allowed_origins.join(' · ')],
    [words.dayBudget, ({ day_budget_micros }) => budget(day_budget_micros)],
    [words.visitorDayBudget, ({ visitor_day_budget_micros }) => budget(visitor_day_budget_micros)],
    [words.retention, ({ retention_days }) => String(retention_days ?? words.keptForEver)],
  ];
  return fields.flatMap(([field, show]) => {
    const difference = { field, mine: show(changed), theirs: show(stored) };
    const isSame = difference.mine === difference.theirs && show(seen) === difference.theirs;
    return isSame ? [] : [difference];
  });
}

function showProactive({ enabled, days, rules }: AdminSettings['proactive']): string {
  const said = rules.flatMap(({ texts }) => texts.map(({ text }) => text));
  return [enabled ? '✓' : '–', days, ...said].join(' · ');
}
