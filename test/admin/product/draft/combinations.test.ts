import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  missingCombinations,
  variantsFor,
  withCombinations,
} from '../../../../admin/product/draft/combinations.ts';
import { emptyVariant, type OptionDraft } from '../../../../admin/product/draft/product-draft.ts';

function option(key: string, count: number): OptionDraft {
  const values = Array.from({ length: count }, (_, index) => ({
    key: `${key}${index}`,
    label: `${key} ${index}`,
  }));
  return { key, name: key, values };
}

describe('the variants matrix', () => {
  it('lacks every combination that no variant has, and nothing once they are added', () => {
    const options = [option('size', 3), option('colour', 2)];
    const first = emptyVariant({ price: '10', choices: { size: 'size1', colour: 'colour0' } });
    const missing = missingCombinations({ options, variants: [first] });
    expect(missing).toHaveLength(5);
    const variants = withCombinations({ options, variants: [first] }, missing);
    expect(missingCombinations({ options, variants })).toEqual([]);
    expect(variants.every(({ price }) => price === '10')).toBe(true);
  });

  it('gives the variants there are the first value of an option more', () => {
    const options = [option('size', 2)];
    const [variant] = variantsFor(options, [emptyVariant({})]);
    expect(variant?.choices).toEqual({ size: 'size0' });
  });

  it('keeps one of those that a lost option leaves alike', () => {
    const options = [option('size', 2), option('colour', 2)];
    const variants = withCombinations(
      { options, variants: [] },
      missingCombinations({ options, variants: [] }),
    );
    const left = variantsFor(options.slice(0, 1), variants);
    expect(left.map(({ choices }) => choices)).toEqual([{ size: 'size0' }, { size: 'size1' }]);
  });

  it('always leaves variants that are unlike and at least one, whatever options become', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        const named = (list: number[]) => list.map((count, index) => option(`o${index}`, count));
        const had = named(before);
        const start = variantsFor(had, [emptyVariant({})]);
        const missing = missingCombinations({ options: had, variants: start });
        const left = variantsFor(
          named(after),
          withCombinations({ options: had, variants: start }, missing),
        );
        const signatures = left.map(({ choices }) =>
          JSON.stringify(Object.entries(choices).sort()),
        );
        expect(left.length).toBeGreaterThan(0);
        expect(new Set(signatures).size).toBe(left.length);
      }),
      { numRuns: 100 },
    );
  });
});
