import type { AdminSettings, SettingsChange } from '../../shared/admin.ts';
import { dollarsText, readDollars } from '../format/dollars.ts';
import { type ProactiveDraft, proactiveDraftOf, readProactiveDraft } from './proactive-draft.ts';

/** The form of the settings; addresses are text with one a line. */
export interface SettingsDraft {
  name: string;
  locale: string;
  timeZone: string;
  currency: string;
  greeting: string;
  starters: string[];
  accent: string;
  position: AdminSettings['theme']['position'];
  scheme: AdminSettings['theme']['scheme'];
  radius: AdminSettings['theme']['radius'];
  launcherText: string;
  launcherImage: string;
  instructions: string;
  photos: boolean;
  imageDetail: AdminSettings['image_detail'];
  proactive: ProactiveDraft;
  origins: string;
  /** US dollars; empty for no limit. */
  dayBudget: string;
  visitorDayBudget: string;
  /** Days; empty for ever. */
  retention: string;
}

export interface SettingsReading {
  /** Only what differs; undefined while there are mistakes. */
  change: SettingsChange | undefined;
  count: number;
  mistakes: {
    name?: boolean;
    accent?: boolean;
    launcherImage?: boolean;
    starters?: boolean;
    proactive?: boolean;
    /** The first line that is no origin. */
    origin?: string;
    dayBudget?: boolean;
    visitorDayBudget?: boolean;
    retention?: boolean;
  };
}

export const MOST_STARTERS = 6;
export const LONGEST_STARTER = 120;
/** A million dollars. */
const LARGEST_BUDGET_MICROS = 1_000_000_000_000;
const LONGEST_RETENTION_DAYS = 3_650;

/** `locale` (BCP 47) says how amounts are written. */
export function settingsDraftOf(settings: AdminSettings, locale: string): SettingsDraft {
  const budgetText = (micros: number | null) =>
    micros === null ? '' : dollarsText(micros, locale);
  return {
    name: settings.name,
    locale: settings.locale,
    timeZone: settings.time_zone,
    currency: settings.currency,
    greeting: settings.greeting,
    starters: settings.starters,
    accent: settings.theme.accent,
    position: settings.theme.position,
    scheme: settings.theme.scheme,
    radius: settings.theme.radius,
    launcherText: settings.theme.launcher_text,
    launcherImage: settings.theme.launcher_image,
    instructions: settings.instructions,
    photos: settings.photos,
    imageDetail: settings.image_detail,
    proactive: proactiveDraftOf(settings.proactive),
    origins: settings.allowed_origins.join('\n'),
    dayBudget: budgetText(settings.day_budget_micros),
    visitorDayBudget: budgetText(settings.visitor_day_budget_micros),
    retention: String(settings.retention_days ?? ''),
  };
}

export function readSettingsDraft(
  draft: SettingsDraft,
  settings: AdminSettings,
  { locale }: { locale: string },
): SettingsReading {
  const starters = draft.starters.map((starter) => starter.trim()).filter(Boolean);
  const origins = linesOf(draft.origins).map(originOf);
  const accent = draft.accent.trim().toLowerCase();
  const wrongOrigin = origins.find(({ origin }) => origin === undefined);
  const mistakes: SettingsReading['mistakes'] = {};
  if (draft.name.trim() === '') mistakes.name = true;
  if (!/^#[0-9a-f]{6}$/.test(accent)) mistakes.accent = true;
  if (!isLauncherImage(draft.launcherImage.trim())) mistakes.launcherImage = true;
  if (starters.length > MOST_STARTERS || starters.some(({ length }) => length > LONGEST_STARTER)) {
    mistakes.starters = true;
  }
  if (wrongOrigin) mistakes.origin = wrongOrigin.line;
  const dayBudget = readBudget(draft.dayBudget, locale);
  const visitorDayBudget = readBudget(draft.visitorDayBudget, locale);
  if (dayBudget === undefined) mistakes.dayBudget = true;
  if (visitorDayBudget === undefined) mistakes.visitorDayBudget = true;
  const retentionDays = readDays(draft.retention);
  if (retentionDays === undefined) mistakes.retention = true;
  const { value: proactive } = readProactiveDraft(draft.proactive);
  if (!proactive) mistakes.proactive = true;

  const change = differing(settings, {
    name: draft.name.trim(),
    locale: draft.locale.trim(),
    time_zone: draft.timeZone.trim(),
    currency: draft.currency,
    greeting: draft.greeting,
    starters,
    instructions: draft.instructions,
    photos: draft.photos,
    image_detail: draft.imageDetail,
    proactive,
    allowed_origins: origins.map(({ line, origin }) => origin ?? line),
    day_budget_micros: dayBudget,
    visitor_day_budget_micros: visitorDayBudget,
    retention_days: retentionDays,
  });
  const theme = differing(
    { ...settings.theme, accent: settings.theme.accent.toLowerCase() },
    {
      accent,
      position: draft.position,
      scheme: draft.scheme,
      radius: draft.radius,
      launcher_text: draft.launcherText.trim(),
      launcher_image: draft.launcherImage.trim(),
    },
  );
  const themeCount = Object.keys(theme).length;
  const count = Object.keys(change).length + themeCount;
  const whole: SettingsChange = themeCount > 0 ? { ...change, theme } : change;
  return { change: Object.keys(mistakes).length > 0 ? undefined : whole, count, mistakes };
}

/** Null for an empty field, undefined for what is no amount or more than the server takes. */
function readBudget(text: string, locale: string): number | null | undefined {
  if (text.trim() === '') return null;
  const micros = readDollars(text, locale);
  return micros !== undefined && micros <= LARGEST_BUDGET_MICROS ? micros : undefined;
}

/** Null for an empty field, undefined for what is no number of days or more than the server takes. */
function readDays(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const days = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  return days >= 1 && days <= LONGEST_RETENTION_DAYS ? days : undefined;
}

/** The fields of `next` that are not the same in `current`. */
function differing<T extends object>(current: T, next: Partial<T>): Partial<T> {
  const changed: Partial<T> = {};
  for (const field of Object.keys(next) as (keyof T)[]) {
    if (JSON.stringify(current[field]) !== JSON.stringify(next[field]))
      changed[field] = next[field];
  }
  return changed;
}

/** As the server has it (shared/store.ts): a file of the page's own site, or one that any page may load. */
function isLauncherImage(address: string): boolean {
  return /^$|^(https:\/\/|\/(?!\/))[^\s"'\\<>]+$/.test(address);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** People paste addresses with a slash at the end or a capital in them; a path is a mistake that they should see. */
function originOf(line: string): { line: string; origin: string | undefined } {
  const url = URL.canParse(line) ? new URL(line) : undefined;
  const isOrigin =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username;
  return { line, origin: isOrigin ? url.origin : undefined };
}
