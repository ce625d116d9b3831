import { expect, test } from 'vitest';
import { takeMeasuresOut } from '../../../server/shop/measure-wishes.ts';

const GB = 1_024;

test.each([
  ['laptop at least 8 gb ram', 'laptop', { least: 8 * GB }],
  ['laptop ram tren 16gb', 'laptop', { least: expect.closeTo(16 * GB, 0) }],
  ['laptop ram 16 tro len', 'laptop', { least: 16 * GB }],
  ['laptop ram tren 16', 'laptop', { least: expect.closeTo(16 * GB, 0) }],
  ['256 gigs or more ssd', 'ssd', { least: 256 * GB }],
  ['hard drive 2tb+', 'hard drive', { least: 2_048 * GB }],
  ['tu lanh tren 300 lit', 'tu lanh', { least: expect.closeTo(300_000, 0) }],
  ['laptop duoi 1,5 kg', 'laptop', { most: expect.closeTo(1_500, 0) }],
  ['monitor 24 to 27 inch', 'monitor', { least: 24, most: 27 }],
  ['man hinh tu 27 inch tro len', 'man hinh', { least: 27 }],
  ['tv 55" or larger', 'tv', { least: 55 }],
  ['power bank over 10,000 mah', 'power bank', { least: expect.closeTo(10_000, 0) }],
  ['hdmi cable 2m to 3 m', 'hdmi cable', { least: 2_000, most: 3_000 }],
])('reads "%s"', (typed, text, limits) => {
  const { text: left, measures } = takeMeasuresOut(typed);
  expect(left).toBe(text);
  expect(measures).toEqual([expect.objectContaining(limits)]);
});

test('counts memory in gigabytes where that was not said', () => {
  expect(takeMeasuresOut('laptop ram 64').text).toBe('laptop ram 64gb');
  expect(takeMeasuresOut('laptop ram 64 gb').text).toBe('laptop ram 64 gb');
  expect(takeMeasuresOut('ram 3200').text).toBe('ram 3200');
});

test('"over" is not "at least"', () => {
  const [over] = takeMeasuresOut('over 5 kg').measures;
  expect(over?.least).toBeGreaterThan(5_000);
});

test('says what is measured, and leaves that out where something else is looked for', () => {
  const read = (typed: string) => {
    const { text, measures } = takeMeasuresOut(typed);
    return { text, before: measures[0]?.of?.before };
  };
  expect(read('laptop with 16 gb ram or more')).toEqual({
    text: 'laptop with',
    before: ['ram', 'memory'],
  });
  expect(read('laptop ram toi thieu 16gb')).toEqual({ text: 'laptop', before: ['ram', 'memory'] });
  expect(read('16gb ram tro len')).toEqual({ text: 'ram', before: ['ram', 'memory'] });
  expect(read('ssd at least 1tb')).toEqual({ text: 'ssd', before: ['ssd'] });
  expect(read('dien thoai pin tren 5000mah')).toEqual({ text: 'dien thoai pin', before: ['pin'] });
  expect(read('laptop at least 16gb and wifi')).toEqual({
    text: 'laptop and wifi',
    before: ['laptop'],
  });
  expect(read('constructor over 3 kg').before).toEqual(['constructor']);
});

test.each([
  'laptop 16gb ram',
  'camera 20 megapixels',
  'usb 3.0 up to 5gbps',
  'from 2 to 4 people',
  'router over 1200 mbps',
  'rtx 4060',
])('leaves "%s" as it is', (typed) => {
  expect(takeMeasuresOut(typed)).toEqual({ text: typed, measures: [] });
});

test('reads three and no more, of a hostile text too', () => {
  const { measures } = takeMeasuresOut('over 5 kg '.repeat(500));
  expect(measures).toHaveLength(3);
});
