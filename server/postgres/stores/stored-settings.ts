import { z } from 'zod';
import { StoreSettings, Theme } from '../../../shared/store.ts';

const Known = z.object({ ...StoreSettings.shape, theme: z.object(Theme.shape).prefault({}) });

/**
 * The settings of a store as its row holds them. What was added since the row was written gets its default, and what a
 * newer version has written beside is left out, so that both versions serve while one takes the other's place.
 */
export function readStoredSettings(stored: unknown): StoreSettings {
  return Known.parse(stored);
}
