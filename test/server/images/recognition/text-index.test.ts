import { describe, expect, it } from 'vitest';
import { textIndex, wordsOf } from '../../../../server/images/recognition/text-index.ts';

const milk = { productId: 'milk', texts: ['Arla Standard Milk', 'MJÖLK', '3,0%'] };
const sourMilk = { productId: 'sour milk', texts: ['Arla Sour Milk', 'FILMJÖLK'] };
const juice = { productId: 'juice', texts: ['Tropicana Golden Grapefruit'] };
const index = textIndex([milk, sourMilk, juice]);
const seen = (text: string, confidence = 1) => [{ text, confidence }];

describe('words on a photo', () => {
  it('find the product that has them, also misread, and say which they were', () => {
    const found = index.match(seen('TROPICANA GAAPEFRUIT'));
    expect([...found.keys()]).toEqual(['juice']);
    expect(found.get('juice')?.words).toContain('tropicana');
    expect(found.get('juice')!.score).toBeGreaterThan(1.2);
  });

  it('count little when many products have them', () => {
    const shared = index.match(seen('arla')).get('milk')!.score;
    const own = index.match(seen('standard')).get('milk')!.score;
    expect(own).toBeGreaterThan(1.5 * shared);
  });

  it('are found inside longer ones', () => {
    expect(index.match(seen('SOMMARMJOLK')).has('milk')).toBe(true);
  });

  it('count by how surely they were read', () => {
    const sure = index.match(seen('grapefruit')).get('juice')!.score;
    expect(index.match(seen('grapefruit', 0.5)).get('juice')!.score).toBeCloseTo(sure / 2, 5);
  });

  it('find nothing where there is nothing', () => {
    expect(index.match([]).size).toBe(0);
    expect(index.match(seen('shoe leather')).size).toBe(0);
    expect(textIndex([]).match(seen('milk')).size).toBe(0);
  });

  it('are compared without accents and case', () => {
    expect(wordsOf('Sữa Đặc, 3,0% of 1L')).toEqual(['sua', 'dac', '1l']);
  });
});
