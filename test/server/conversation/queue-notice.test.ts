import { describe, expect, it } from 'vitest';
import { queueNotice } from '../../../server/conversation/queue-notice.ts';

describe('what a shopper in line is told', () => {
  it.each([
    ['en-US', 'number 3 in line'],
    ['vi-VN', 'thứ 3 trong hàng chờ'],
    ['de-DE', 'Warteschlange: 3.'],
    ['ar-EG', '3'],
    ['pl-PL', 'number 3 in line'],
  ])('names the place in the language of %s', (locale, words) => {
    expect(queueNotice(3, locale)).toMatchObject({ code: 'queued', retryable: false, place: 3 });
    expect(queueNotice(3, locale).text).toContain(words);
  });

  it('says to the first that it is next', () => {
    expect(queueNotice(1, 'en').text).toContain('You are next');
    expect(queueNotice(1, 'vi').text).toContain('Sắp đến lượt bạn');
  });
});
