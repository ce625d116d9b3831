import { describe, expect, it } from 'vitest';
import { readSettingsDraft, settingsDraftOf } from '../../../admin/settings/settings-draft.ts';
import type { AdminSettings } from '../../../shared/admin.ts';
import { Theme } from '../../../shared/store.ts';

const settings: AdminSettings = {
  name: 'My shop',
  locale: 'en-US',
  time_zone: 'UTC',
  currency: 'USD',
  currency_changeable: false,
  greeting: 'Hi!',
  starters: ['One?', 'Two?'],
  theme: Theme.parse({ accent: '#1F6F54' }),
  instructions: '',
  photos: true,
  image_detail: 'low',
  allowed_origins: ['https://shop.example'],
  day_budget_micros: 2_500_000,
  visitor_day_budget_micros: null,
  retention_days: 90,
  proactive: { enabled: false, days: 7, rules: [] },
  version: 4,
};
const draft = settingsDraftOf(settings, 'en');
const read = (changes: Partial<typeof draft>, locale = 'en') =>
  readSettingsDraft({ ...draft, ...changes }, settings, { locale });

describe('readSettingsDraft', () => {
  it('finds nothing to save in a form that nobody touched', () => {
    expect(read({})).toEqual({ change: {}, count: 0, mistakes: {} });
  });

  it('sends only what differs, and of the look only its field', () => {
    expect(read({ accent: '#AA3300', starters: [' One? ', '', 'Three?'] })).toEqual({
      change: { starters: ['One?', 'Three?'], theme: { accent: '#aa3300' } },
      count: 2,
      mistakes: {},
    });
  });

  it('takes addresses as people paste them', () => {
    expect(read({ origins: 'https://Shop.example/\nhttp://localhost:8080' }).change).toEqual({
      allowed_origins: ['https://shop.example', 'http://localhost:8080'],
    });
  });

  it.each(['shop.example', 'https://shop.example/path', '*', 'javascript:alert(1)', 'file:///x'])(
    'shows that %s is not an address of a storefront',
    (origin) => {
      const reading = read({ origins: `https://shop.example\n${origin}` });
      expect(reading.change).toBeUndefined();
      expect(reading.mistakes.origin).toBe(origin);
    },
  );

  it.each(['red', '#12345', '#1234567', ''])('shows that %s is not a colour', (accent) => {
    expect(read({ accent }).mistakes.accent).toBe(true);
  });

  it('shows that a picture for the launcher has an address that pages can load', () => {
    expect(read({ launcherImage: 'http://shop.example/x.png' }).mistakes.launcherImage).toBe(true);
    expect(read({ launcherImage: ' /chat.png ' }).change).toEqual({
      theme: { launcher_image: '/chat.png' },
    });
  });

  it('shows that seven questions are too many', () => {
    const starters = ['1', '2', '3', '4', '5', '6', '7'];
    expect(read({ starters }).mistakes.starters).toBe(true);
  });

  it('takes an empty budget for none, and a zero for nothing', () => {
    const reading = read({ dayBudget: ' ', visitorDayBudget: '0' });
    expect(reading.change).toEqual({ day_budget_micros: null, visitor_day_budget_micros: 0 });
    expect(read({ dayBudget: '0,75' }, 'vi').change).toEqual({ day_budget_micros: 750_000 });
  });

  it.each(['-1', '1,000', 'ten', '1000000.01'])('shows that %s is no budget', (dayBudget) => {
    const reading = read({ dayBudget });
    expect([reading.change, reading.mistakes]).toEqual([undefined, { dayBudget: true }]);
  });

  it('takes no number of days for keeping everything', () => {
    expect(read({ retention: ' ' }).change).toEqual({ retention_days: null });
    expect(read({ retention: ' 30 ' }).change).toEqual({ retention_days: 30 });
  });

  it.each(['0', '-1', '1.5', 'a month', '3651'])(
    'shows that %s is no time to keep',
    (retention) => {
      const reading = read({ retention });
      expect([reading.change, reading.mistakes]).toEqual([undefined, { retention: true }]);
    },
  );
});
