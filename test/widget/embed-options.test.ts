import { describe, expect, it } from 'vitest';
import { type PublicStore, Theme } from '../../shared/store.ts';
import { readEmbedOptions, themeOf } from '../../widget/embed-options.ts';

const store: PublicStore = {
  key: 'shop',
  name: 'Shop',
  locale: 'vi',
  currency: 'VND',
  greeting: '',
  starters: [],
  theme: Theme.parse({ accent: '#123456', position: 'left', scheme: 'dark' }),
  launcher: 'Trò chuyện',
  features: { photos: true },
};
const panel = 'widget/panel-abc.js';

describe('the script tag', () => {
  it('names the store by the look that the server wrote into the loader', () => {
    const tag = { src: 'https://aisle.example/widget.js?store=shop', dataset: {} };
    expect(readEmbedOptions(tag, { panel, store })).toMatchObject({
      storeKey: 'shop',
      base: 'https://aisle.example/',
      panelUrl: 'https://aisle.example/widget/panel-abc.js',
      store,
    });
  });

  it('names the store by data-store in the versioned form', () => {
    const tag = { src: 'https://cdn.example/aisle/widget-1.0.0.js', dataset: { store: 'shop' } };
    expect(readEmbedOptions(tag, { panel })).toMatchObject({
      storeKey: 'shop',
      base: 'https://cdn.example/aisle/',
      panelUrl: 'https://cdn.example/aisle/widget/panel-abc.js',
    });
  });

  it('is refused when it names none', () => {
    const tag = { src: 'https://aisle.example/widget-1.0.0.js', dataset: {} };
    expect(() => readEmbedOptions(tag, { panel })).toThrow('no data-store');
  });
});

describe('the look', () => {
  it('is the store’s', () => {
    expect(themeOf({}, store)).toEqual({
      accent: '#123456',
      position: 'left',
      scheme: 'dark',
    });
  });

  it('is overruled by the tag', () => {
    const attributes = { accent: '#ABCDEF', position: 'right', scheme: 'light' };
    expect(themeOf(attributes, store)).toEqual(attributes);
  });

  it('falls back to the default where it makes no sense', () => {
    const attributes = { accent: 'red;}*{display:none', position: 'top', scheme: 'blue' };
    expect(themeOf(attributes, undefined)).toEqual({
      accent: '#1f6f54',
      position: 'right',
      scheme: 'auto',
    });
  });
});
