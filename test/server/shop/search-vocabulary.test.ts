import { expect, test } from 'vitest';
import { understandText } from '../../../server/shop/search-vocabulary.ts';

test('gives a word to the phrase by which more is said', () => {
  const said = (text: string) => understandText(text).concepts.map(([first]) => first);
  expect(said('bàn phím có dây')).toEqual(['ban phim', 'co day']);
  expect(said('bàn phím cơ')).toEqual(['ban phim co']);
  expect(said('bàn phím cơ không dây')).toEqual(['ban phim co', 'khong day']);
});

test('takes what is said for short as it is said, and for the whole', () => {
  expect(understandText('laptop r5').concepts.at(-1)).toEqual(['r5', 'ryzen 5']);
  expect(understandText('laptop ryzen7').concepts.at(-1)).toEqual(['ryzen7', 'ryzen 7']);
});

test('knows the longest phrase, and what else it is called', () => {
  const { concepts, rest } = understandText('máy tính chơi game asus');
  expect(concepts.map(([said]) => said)).toEqual(['may tinh', 'choi game']);
  expect(concepts[0]).toContain('laptop');
  expect(concepts[1]).toContain('gaming');
  expect(rest).toBe('asus');
  expect(understandText('máy tính bảng').concepts[0]).toContain('tablet');
});

test('does not look for what is too vague to look for', () => {
  expect(understandText('laptop').concepts[0]).not.toContain('may tinh');
});

test('reads plurals and words that are written apart', () => {
  expect(understandText('tents').concepts[0]).toContain('leu');
  expect(understandText('head set').concepts[0]).toContain('headset');
});

test('takes for the head what English says last and Vietnamese first, by all its names', () => {
  expect(understandText('wireless mouse').head).toEqual(expect.arrayContaining(['mouse', 'chuot']));
  expect(understandText('tai nghe chơi game').head).toContain('headset');
  expect(understandText('asus vivobook').head).toEqual(['vivobook']);
  expect(understandText('!!!').head).toEqual([]);
});
