import { describe, expect, it } from 'vitest';
import { readSettingsDraft, settingsDraftOf } from '../../../admin/settings/settings-draft.ts';
import type { AdminSettings } from '../../../shared/admin.ts';

const settings: AdminSettings = {
  greeting: 'Hi!',
  starters: ['One?', 'Two?'],
  theme: { accent: '#1F6F54', position: 'right', scheme: 'auto' },
  instructions: '',
  photos: true,
  image_detail: 'low',
  allowed_origins: ['https://shop.example'],
  version: 4,
};
const draft = settingsDraftOf(settings);

describe('readSettingsDraft', () => {
  it('finds nothing to save in a form that nobody touched', () => {
    expect(readSettingsDraft(draft, settings)).toEqual({ change: {}, count: 0, mistakes: {} });
  });

  it('sends only what differs, and of the look only its field', () => {
    const changed = { ...draft, accent: '#AA3300', starters: ' One? \n\nThree?' };
    expect(readSettingsDraft(changed, settings)).toEqual({
      change: { starters: ['One?', 'Three?'], theme: { accent: '#aa3300' } },
      count: 2,
      mistakes: {},
    });
  });

  it('takes addresses as people paste them', () => {
    const changed = { ...draft, origins: 'https://Shop.example/\nhttp://localhost:8080' };
    expect(readSettingsDraft(changed, settings).change).toEqual({
      allowed_origins: ['https://shop.example', 'http://localhost:8080'],
    });
  });

  it.each(['shop.example', 'https://shop.example/path', '*', 'javascript:alert(1)', 'file:///x'])(
    'shows that %s is not an address of a storefront',
    (origin) => {
      const changed = { ...draft, origins: `https://shop.example\n${origin}` };
      const reading = readSettingsDraft(changed, settings);
      expect(reading.change).toBeUndefined();
      expect(reading.mistakes.origin).toBe(origin);
    },
  );

  it.each(['red', '#12345', '#1234567', ''])('shows that %s is not a colour', (accent) => {
    expect(readSettingsDraft({ ...draft, accent }, settings).mistakes.accent).toBe(true);
  });

  it('shows that seven questions are too many', () => {
    const starters = ['1', '2', '3', '4', '5', '6', '7'].join('\n');
    expect(readSettingsDraft({ ...draft, starters }, settings).mistakes.starters).toBe(true);
  });
});
