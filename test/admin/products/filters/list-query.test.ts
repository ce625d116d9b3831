import { describe, expect, it } from 'vitest';
import {
  countFilters,
  readListQuery,
  writeListQuery,
} from '../../../../admin/products/filters/list-query.ts';

describe('the address of the list', () => {
  it('says all that the list is narrowed to, and nothing else', () => {
    const query = readListQuery(
      new URLSearchParams('q=tent&brand=A%26B&stock_below=5&missing=picture&sort=-price'),
    );
    expect(writeListQuery(query).toString()).toBe(
      'q=tent&brand=A%26B&stock_below=5&missing=picture&sort=-price',
    );
    expect(countFilters(query)).toBe(3);
  });

  it('leaves out what makes no sense', () => {
    const wild = 'sort=name&stock_below=-1&availability=maybe&missing=all&cursor=x&q=%20';
    expect(writeListQuery(readListQuery(new URLSearchParams(wild))).toString()).toBe('');
  });
});
