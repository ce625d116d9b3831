import { describe, expect, it } from 'vitest';
import { measuredAttributes, mostTold } from '../../../server/shop/measured-attributes.ts';
import { type MeasureKind, readMeasures } from '../../../server/shop/read-measures.ts';

describe('The amounts in a value', () => {
  it.each<[string, Partial<Record<MeasureKind, number>>]>([
    ['2,3 kg', { mass: 2300 }],
    ['1,350 kg', { mass: 1350 }],
    ['1.500 g', { mass: 1500 }],
    ['52 Wh, khoảng 5 giờ', { energy: 52, time: 5 * 3600 }],
    ['8 GB DDR4 (tối đa 32 GB)', { data: 8 * 1024 ** 3 }],
    ['1 TB NVMe', { data: 1024 ** 4 }],
    ['15,6 inch Full HD 144 Hz', { length: 15.6 * 25.4, frequency: 144 }],
    ['17.3" IPS', { length: 17.3 * 25.4 }],
    ['2 h 30 min high, 100 h low', { time: 2.5 * 3600 }],
    ['-20 °F (-29 °C)', { temperature: -20 * (5 / 9) - 160 / 9 }],
    ['0℃', { temperature: 0 }],
    ['4 people', { number: 4 }],
    ['3-season', { number: 3 }],
    ['24 tháng', { time: 2 * 365 * 86_400 }],
    ['2 years', { time: 2 * 365 * 86_400 }],
    ['10 x 6.5 ft', { area: 10 * 6.5 * 304.8 ** 2 }],
    ['2 x 1 TB', { data: 2 * 1024 ** 4 }],
    ['-5 degrees C', { temperature: -5 }],
    ['15-20 h', { number: 15, time: 20 * 3600 }],
    ['62 sq ft', { area: 62 * 92_903 }],
    ['Up to 16 in', { length: 406.4 }],
    ['USB-C, 65W', { power: 65 }],
    ['Water-resistant', {}],
    ['IPX4', {}],
    ['', {}],
  ])('%s', (value, measures) => {
    const read = Object.fromEntries(readMeasures(value));
    expect(Object.keys(read)).toEqual(Object.keys(measures));
    for (const [kind, amount] of Object.entries(measures)) {
      expect(read[kind as MeasureKind]).toBeCloseTo(amount, 6);
    }
  });

  it('adds up what is one amount in two units', () => {
    const pounds = readMeasures('13 lb 2 oz (5.95 kg)').get('mass');
    expect(pounds).toBeCloseTo(5953.4, 0);
  });

  it('reads a long value in no time', () => {
    const started = performance.now();
    readMeasures('1 x '.repeat(5_000));
    readMeasures('1,000'.repeat(4_000));
    readMeasures('9'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('What an order goes by', () => {
  const value = (name: string, value: string) => ({
    kind: 'attribute' as const,
    name,
    value,
    key: `${name} ${value}`,
  });
  const values = [
    value('Capacity', '4 people'),
    value('Capacity', '12 oz'),
    value('Volume', '22 L'),
    value('Weight', '2 kg'),
    value('Weight limit', '300 lb'),
    value('Pin', '52 Wh, khoảng 5 giờ'),
    value('Pin', '40 Wh'),
    value('Laptop sleeve', 'Up to 16 in'),
  ];
  const of = (called: string, ...keys: string[]) =>
    mostTold(measuredAttributes(values, { called }), [keys]);

  it('is the attribute that the best of what was found tell', () => {
    expect(of('size', 'Capacity 4 people')?.name).toBe('Capacity');
    expect(of('size', 'Volume 22 L')?.name).toBe('Volume');
    expect(of('size', 'Laptop sleeve Up to 16 in')).toBeUndefined();
  });

  it('is what is called just so before what has the word in its name', () => {
    expect(of('weight', 'Weight 2 kg', 'Weight limit 300 lb')?.name).toBe('Weight');
    expect(of('weight', 'Weight limit 300 lb')?.name).toBe('Weight limit');
    expect(of('trọng lượng', 'Weight 2 kg')?.name).toBe('Weight');
    expect(of('Laptop sleeve', 'Laptop sleeve Up to 16 in')?.kind).toBe('length');
  });

  it('is how long a battery lasts before how much it holds', () => {
    expect(of('battery', 'Pin 52 Wh, khoảng 5 giờ')?.kind).toBe('time');
    const [inWattHours] = measuredAttributes(values, { called: 'battery', kind: 'energy' });
    expect(inWattHours?.attributes.size).toBe(2);
  });

  it('is nothing that the store does not measure', () => {
    expect(measuredAttributes(values, { called: 'colour' })).toEqual([]);
    expect(measuredAttributes(values, { called: 'weight', kind: 'time' })).toEqual([]);
  });
});
