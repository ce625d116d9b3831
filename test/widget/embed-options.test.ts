import { describe, expect, it } from 'vitest';
import { type PublicStore, Theme } from '../../shared/store.ts';
import { readEmbedOptions } from '../../widget/embed-options.ts';
import { themeCss } from '../../widget/shadow-host.ts';

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

describe('the script tag', () => {
  it('names the store by the look that the server wrote into the loader', () => {
    const tag = { src: 'https://aisle.example/widget.js?store=shop', dataset: {} };
    expect(readEmbedOptions(tag, { store })).toMatchObject({
      storeKey: 'shop',
      base: 'https://aisle.example/',
      store,
    });
  });

  it('names the store by data-store in the versioned form', () => {
    const tag = { src: 'https://cdn.example/aisle/widget-1.0.0.js', dataset: { store: 'shop' } };
    expect(readEmbedOptions(tag, {})).toMatchObject({
      storeKey: 'shop',
      base: 'https://cdn.example/aisle/',
    });
  });

  it('is refused when it names none', () => {
    const tag = { src: 'https://aisle.example/widget-1.0.0.js', dataset: {} };
    expect(() => readEmbedOptions(tag, {})).toThrow('no data-store');
  });
});

describe('the look', () => {
  it('is the store’s', () => {
    expect(themeCss({}, store)).toBe(
      ':host{color-scheme:dark!important;--accent:#123456}.side{left:20px}',
    );
  });

  it('is overruled by the tag', () => {
    const attributes = { accent: '#ABCDEF', position: 'right', scheme: 'light' };
    expect(themeCss(attributes, store)).toBe(
      ':host{color-scheme:light!important;--accent:#ABCDEF}.side{right:20px}',
    );
  });

  it('falls back to the default where it makes no sense', () => {
    const attributes = { accent: 'red;}*{display:none', position: 'top', scheme: 'blue' };
    expect(themeCss(attributes, undefined)).toBe(
      ':host{color-scheme:light dark!important;--accent:#1f6f54}.side{right:20px}',
    );
  });
});
