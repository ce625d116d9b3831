import { describe, expect, it } from 'vitest';
import { moneyOf } from '../../../../admin/format/money.ts';
import { variantsFor } from '../../../../admin/product/draft/combinations.ts';
import {
  copyOf,
  draftOf,
  emptyDraft,
  emptyVariant,
} from '../../../../admin/product/draft/product-draft.ts';
import { readChange, readNew } from '../../../../admin/product/draft/read-draft.ts';
import { adminProduct, adminVariant, colouredTent, STORE } from '../a-product.ts';

const money = moneyOf(STORE);

describe('readChange', () => {
  it('asks for nothing when nothing was touched', () => {
    const product = colouredTent();
    const reading = readChange(draftOf(product, money), product, money);
    expect(reading).toEqual({ change: {}, count: 0, mistakes: new Set() });
  });

  it('tells the order of the variants where it is not the stored one, new ones among them', () => {
    const product = colouredTent();
    const draft = draftOf(product, money);
    const [green, blue] = draft.variants;
    const turned = readChange({ ...draft, variants: [blue!, green!] }, product, money);
    expect(turned).toMatchObject({ change: { variant_order: ['v2', 'v1'] }, count: 1 });
    const fresh = { ...emptyVariant({ price: '9' }), choices: green!.choices };
    const behind = readChange({ ...draft, variants: [green!, blue!, fresh] }, product, money);
    expect(behind.change).not.toHaveProperty('variant_order');
    expect(behind.change?.add_variants?.[0]).not.toHaveProperty('id');
    const first = readChange({ ...draft, variants: [fresh, green!, blue!] }, product, money);
    const id = first.change?.add_variants?.[0]?.id;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first.change?.variant_order).toEqual([id, 'v1', 'v2']);
  });

  it('names only the fields that differ', () => {
    const product = adminProduct();
    const draft = draftOf(product, money);
    const [variant] = draft.variants;
    const { change, count } = readChange(
      {
        ...draft,
        title: ' Big tent ',
        brand: '',
        tags: [],
        variants: [{ ...variant!, price: '149,50', stock: '', sku: 'T-1' }],
      },
      product,
      money,
    );
    expect(change).toEqual({
      title: 'Big tent',
      brand: null,
      tags: [],
      variants: [{ id: 'v1', price: 14_950, stock: null, sku: 'T-1' }],
    });
    expect(count).toBe(6);
  });

  it('saves nothing while something cannot be read, and says so', () => {
    const product = adminProduct();
    const draft = draftOf(product, money);
    const broken = {
      ...draft,
      title: ' ',
      variants: draft.variants.map((variant) => ({ ...variant, price: 'cheap' })),
    };
    const reading = readChange(broken, product, money);
    expect(reading.change).toBeUndefined();
    expect(reading.count).toBe(2);
    expect(reading.mistakes).toEqual(new Set(['title']));
  });

  it('lets a list price below the price be while nobody touches either', () => {
    const product = adminProduct({ variants: [adminVariant({ list_price: 100 })] });
    const draft = draftOf(product, money);
    expect(readChange({ ...draft, title: 'New' }, product, money).change).toEqual({ title: 'New' });
    const touched = draft.variants.map((variant) => ({ ...variant, price: '200' }));
    expect(readChange({ ...draft, variants: touched }, product, money).change).toBeUndefined();
  });

  it('renames an option without touching the variants, which follow', () => {
    const product = colouredTent();
    const draft = draftOf(product, money);
    const options = draft.options.map((option) =>
      option.name === 'Colour'
        ? {
            ...option,
            name: 'Color',
            values: option.values.map((value) =>
              value.label === 'Green' ? { ...value, label: 'Forest' } : value,
            ),
          }
        : option,
    );
    expect(readChange({ ...draft, options }, product, money).change).toEqual({
      options: [
        {
          name: 'Color',
          was: 'Colour',
          values: [{ label: 'Forest', was: 'Green' }, { label: 'Blue' }],
        },
        { name: 'Size', values: [{ label: 'Two' }] },
      ],
    });
  });

  it('removes the variants of a value that went', () => {
    const product = colouredTent();
    const draft = draftOf(product, money);
    const options = draft.options.map((option) => ({
      ...option,
      values: option.values.filter(({ label }) => label !== 'Blue'),
    }));
    const variants = variantsFor(options, draft.variants);
    expect(readChange({ ...draft, options, variants }, product, money).change).toMatchObject({
      remove_variants: ['v2'],
    });
  });
});

describe('readNew', () => {
  it('describes a product whose handle the server makes', () => {
    const draft = emptyDraft();
    const [variant] = draft.variants;
    const filled = { ...draft, title: 'Stove', variants: [{ ...variant!, price: '25' }] };
    expect(readNew(draft, money).change).toBeUndefined();
    const { change } = readNew(filled, money);
    expect(change).toMatchObject({ title: 'Stove', variants: [{ price: 2_500, sku: null }] });
    expect(change).not.toHaveProperty('handle');
  });

  it('copies a product without what must be its own', () => {
    const product = { ...colouredTent(), url: 'https://shop.example/tent' };
    product.variants = product.variants.map((variant) => ({ ...variant, sku: variant.id }));
    const { change } = readNew(copyOf(draftOf(product, money), 'Another'), money);
    expect(change).toMatchObject({
      title: 'Another',
      url: null,
      options: product.options,
      variants: product.variants.map(({ options }) => ({ sku: null, options })),
    });
    expect(change?.variants.some((variant) => 'id' in variant)).toBe(false);
  });
});
