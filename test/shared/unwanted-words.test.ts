import { expect, test } from 'vitest';
import { findUnwanted } from '../../shared/unwanted-words.ts';

const unwantedIn = (sentence: string) => findUnwanted(sentence).flatMap(({ names }) => names);

test.each([
  ['laptop not samsung', ['samsung']],
  ['a tent but not red', ['red']],
  ["one that isn't red", ['red']],
  ['not from hush', ['hush']],
  ['not the north face', ['north face']],
  ["i don't want a gaming laptop", ['gaming laptop']],
  ["i'm not a fan of asus", ['asus']],
  ['headphones other than bose or sony under $200', ['bose', 'sony']],
  ['phones that are not samsung and under 300', ['samsung']],
  ['not black but blue', ['black']],
  ['not hp/dell', ['hp', 'dell']],
  ['laptop, no asus, 16gb ram', ['asus']],
  ['no asus laptop but no dell', ['dell']],
  ['laptop không phải của hãng asus dưới 20 triệu', ['asus']],
  ['khong phai asus', ['asus']],
  ['đừng lấy máy acer nhé', ['acer']],
  ['không thích màu đen', ['màu đen']],
  ['trừ asus hoặc dell', ['asus', 'dell']],
  ['e cần lap đồ họa k lấy orvane', ['orvane']],
  ['something waterproof that isnt a jacket', ['jacket']],
  ['no fleece, something for rain', ['fleece']],
  ['laptop mỏng ngoài asus ra', ['asus']],
])('%s', (sentence, names) => {
  expect(unwantedIn(sentence)).toEqual(names);
});

test.each([
  'no frost fridge',
  'tai nghe không dây',
  'lều ngoài trời',
  'có chống nước không',
  'không mua nữa',
  "don't like these",
  'not sure',
  'not only tents but also stoves',
  'not over 300',
  'no thanks',
  'no, backpacks',
  'no thanks, show me tents',
  'why not',
])('%s leaves nothing out', (sentence) => {
  expect(unwantedIn(sentence)).toEqual([]);
});

test('says where it stands, so that the rest can be read without it', () => {
  const sentence = 'a tent but not red, for two';
  const [{ start, end } = { start: 0, end: 0 }] = findUnwanted(sentence);
  expect(sentence.slice(start, end)).toBe('but not red');
});
