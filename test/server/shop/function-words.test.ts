import { expect, test } from 'vitest';
import { foldText } from '../../../server/shop/fold-text.ts';
import { withoutFunctionWords } from '../../../server/shop/function-words.ts';

const left = (typed: string) => withoutFunctionWords(foldText(typed), typed);

test.each([
  ['headphones for running', 'headphones running'],
  ['a speaker that is loud', 'speaker loud'],
  ['the lightest tent', 'lightest tent'],
  ['case for my tablet', 'case tablet'],
])('of "%s" these are looked for: %s', (typed, words) => {
  expect(left(typed)).toBe(words);
});

test.each([
  'ấm đun nước',
  'am dun nuoc',
  'bút bi',
  'but bi',
  'can dien tu Xiaomi',
  'mực in',
  'thẻ the thao',
  'ao thun do',
])('"%s" is Vietnamese: nothing is left out', (typed) => {
  expect(left(typed)).toBe(foldText(typed));
});
