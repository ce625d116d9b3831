import { expect, test } from 'vitest';
import { IMPORT_SENTENCES } from '../../../../shared/import-sentences.ts';
import { makeProduct } from '../../../support/make-product.ts';
import { readBytes } from './read-file.ts';

const good = makeProduct({ handle: 'mug' });
const [variant] = good.variants;

test.each([
  [{ ...good, title: undefined }, '/title', 'missing', ''],
  [{ ...good, title: '' }, '/title', 'empty', ''],
  [{ ...good, title: 5 }, '/title', 'wrong_kind', 'string'],
  [{ ...good, title: 'x'.repeat(501) }, '/title', 'too_long', '500'],
  [{ ...good, variants: [] }, '/variants', 'too_few', '1'],
  [{ ...good, colour: 'red' }, '', 'unknown_field', 'colour'],
  [{ ...good, url: 'javascript:alert(1)' }, '/url', 'not_address', 'javascript:alert(1)'],
  [
    { ...good, variants: [{ ...variant, availability: { available: true, status: 'soon' } }] },
    '/variants/0/availability/status',
    'not_one_of',
    'soon',
  ],
  [
    { ...good, variants: [{ ...variant, price: { amount: 1.5, currency: 'USD' } }] },
    '/variants/0/price/amount',
    'wrong_kind',
    'int',
  ],
  [
    { ...good, variants: [{ ...variant, price: { amount: -1, currency: 'USD' } }] },
    '/variants/0/price/amount',
    'number_too_small',
    '0',
  ],
])('says of %j in our own words what is wrong', async (given, field, reason, value) => {
  const { products } = await readBytes(JSON.stringify(given));
  expect(products[0]?.problems).toContainEqual({ line: 1, field, reason, value });
});

test('has a whole sentence for each reason in both languages', () => {
  for (const { reasons, failures } of Object.values(IMPORT_SENTENCES)) {
    const sentences = [
      ...Object.values(reasons).map((sentence) => sentence('int')),
      ...Object.values(failures),
    ];
    for (const sentence of sentences) expect(sentence).toMatch(/^[\p{Lu}“].*[.”]$/u);
  }
});
