import { describe, expect, it } from 'vitest';
import { readStoredSettings } from '../../../../server/postgres/stores/stored-settings.ts';
import { StoreSettings } from '../../../../shared/store.ts';

describe('the settings of a store', () => {
  it('of an older version get defaults for what was added since', () => {
    expect(readStoredSettings({ greeting: 'Hello' })).toEqual(
      StoreSettings.parse({ greeting: 'Hello' }),
    );
  });

  it('of a newer version are read without what this one does not know', () => {
    const newer = {
      greeting: 'Hello',
      voice: 'deep',
      theme: { accent: '#112233', shadow: 'soft' },
    };
    expect(readStoredSettings(newer)).toEqual(
      StoreSettings.parse({ greeting: 'Hello', theme: { accent: '#112233' } }),
    );
  });
});
