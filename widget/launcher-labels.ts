import type { Language } from '../shared/language.ts';

export interface LauncherLabels {
  open: string;
  unavailable: string;
}

/** What the launcher is called, by language. Short, because every page pays; the panel's own words are in app/labels.ts. */
const LABELS: Record<Language, LauncherLabels> = {
  en: { open: 'Chat', unavailable: 'Chat is offline' },
  vi: { open: 'Trò chuyện', unavailable: 'Chưa trò chuyện được' },
};

export function launcherLabels(locale: string): LauncherLabels {
  return LABELS[locale.slice(0, 2) as Language] ?? LABELS.en;
}
