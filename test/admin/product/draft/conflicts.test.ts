import { describe, expect, it } from 'vitest';
import {
  contestedFields,
  othersFields,
  resolvedChange,
} from '../../../../admin/product/draft/conflicts.ts';
import { adminProduct, adminVariant, colouredTent } from '../a-product.ts';

describe('a stale edit', () => {
  const seen = adminProduct();
  const stored = {
    ...seen,
    version: 2,
    title: 'Their tent',
    brand: 'Other',
    variants: [adminVariant({ price: 10_000, stock: 9 })],
  };
  const mine = {
    title: 'My tent',
    description: 'Mine.',
    variants: [{ id: 'v1', price: 12_000, list_price: 15_000 }],
  };

  it('puts what somebody else added behind my order, and leaves out what they removed', () => {
    const tent = colouredTent();
    const [green, blue] = tent.variants;
    const red = adminVariant({ id: 'v3', title: 'Red / Two' });
    const order = { variant_order: ['v2', 'v1'] };
    const added = { ...tent, version: 2, variants: [green!, blue!, red] };
    const edit = { seen: tent, mine: order, stored: added };
    expect(resolvedChange(edit, () => true)).toEqual({ variant_order: ['v2', 'v1', 'v3'] });
    const removed = { ...tent, version: 2, variants: [blue!] };
    const late = { seen: tent, mine: order, stored: removed };
    expect(resolvedChange(late, () => true)).toEqual({ variant_order: ['v2'] });
    expect(resolvedChange(late, () => false)).toEqual({});
  });

  it('contests what both changed, and only that', () => {
    expect(contestedFields({ seen, mine, stored })).toEqual([
      { field: 'title', mine: 'My tent', theirs: 'Their tent' },
      { field: 'price', variant: 'v1', mine: 12_000, theirs: 10_000 },
    ]);
  });

  it('tells what they changed beside it', () => {
    expect(othersFields({ seen, mine: { title: 'My tent' }, stored })).toEqual([
      'brand',
      'variants',
    ]);
  });

  it('saves mine where I choose so and leaves theirs where I do not', () => {
    const edit = { seen, mine, stored };
    expect(resolvedChange(edit, ({ field }) => field === 'title')).toEqual({
      title: 'My tent',
      description: 'Mine.',
      variants: [{ id: 'v1', list_price: 15_000 }],
    });
  });

  it('contests nothing when both came to the same', () => {
    expect(contestedFields({ seen, mine: { title: 'Their tent' }, stored })).toEqual([]);
  });

  it('drops what belongs to a variant that is gone', () => {
    const before = colouredTent();
    const after = { ...before, variants: before.variants.slice(0, 1) };
    const edit = {
      seen: before,
      mine: { variants: [{ id: 'v2', price: 1 }], remove_variants: ['v2'] },
      stored: after,
    };
    expect(resolvedChange(edit, () => true)).toEqual({});
  });

  it('takes options and variants as one when both rebuilt them', () => {
    const before = colouredTent();
    const after = { ...before, options: before.options.slice(0, 1) };
    const edit = { seen: before, mine: { remove_variants: ['v1'], title: 'Mine' }, stored: after };
    expect(contestedFields(edit).map(({ field }) => field)).toEqual(['structure']);
    expect(resolvedChange(edit, () => false)).toEqual({ title: 'Mine' });
    expect(resolvedChange(edit, () => true)).toEqual({ remove_variants: ['v1'], title: 'Mine' });
  });
});
