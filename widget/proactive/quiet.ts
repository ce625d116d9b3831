import { savedKey } from '../saved-key.ts';
import type { Saved } from '../state/saved-session.ts';

const DAY_MS = 86_400_000;
/** For ever: the last moment that there is. */
const NEVER = 8.64e15;

/** Whether the assistant may speak first: to nobody who has asked something here, or has heard it not long ago. */
export function maySpeak({ token, latest, quietUntil = 0 }: Saved, now: number): boolean {
  return !token && !latest && now >= quietUntil;
}

/** Beside what the panel keeps; nothing where the browser refuses to say. */
export function readSaved(storeKey: string): Saved {
  try {
    return { ...JSON.parse(localStorage[savedKey(storeKey)]) };
  } catch {
    return {};
  }
}

/** Counted from `now`; without `days`, for ever. In all tabs, where the browser keeps anything at all. */
export function keepQuiet(storeKey: string, { now, days }: { now: number; days?: number }): void {
  write(storeKey, { ...readSaved(storeKey), quietUntil: days ? now + days * DAY_MS : NEVER });
}

/** As if nothing had been kept. */
export function forgetQuiet(storeKey: string): void {
  const { quietUntil, ...rest } = readSaved(storeKey);
  if (quietUntil) write(storeKey, rest);
}

function write(storeKey: string, saved: Saved): void {
  const key = savedKey(storeKey);
  try {
    if (Object.keys(saved).length > 0) localStorage[key] = JSON.stringify(saved);
    else localStorage.removeItem(key);
  } catch {
    // Then it is quiet for as long as the page.
  }
}
