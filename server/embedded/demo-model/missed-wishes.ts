import type { Language } from './language.ts';
import type { MissedWish } from './tool-results.ts';

/** A wish that was given up, as a part of a sentence. */
export function sayMissed({ wish, was, now }: MissedWish, language: Language): string {
  const words = WORDS[language][wish];
  return words ? words(was, now) : was;
}

/** Options and attributes say themselves what they are ("Colour: Red"). */
const WORDS: Record<Language, Record<string, (was: string, now?: string) => string>> = {
  en: {
    max_price: (was, now) => `a price of at most ${was}${now ? ` (these go up to ${now})` : ''}`,
    min_price: (was, now) => `a price of at least ${was}${now ? ` (these start at ${now})` : ''}`,
    available: () => 'in stock now',
    brand: (was) => `the brand ${was}`,
    category: (was) => `the category ${was}`,
    on_sale: () => 'a reduced price',
    min_attribute: (was) => `a ${was.replace(': ', ' of at least ')}`,
    max_attribute: (was) => `a ${was.replace(': ', ' of at most ')}`,
    people: (was) => `room for ${was.replace(/[\s-]*(?:people|persons?|man)$/i, '')}`,
    words: (was) => `the words “${was}”`,
  },
  vi: {
    max_price: (was, now) => `giá tối đa ${was}${now ? ` (ở đây giá đến ${now})` : ''}`,
    min_price: (was, now) => `giá tối thiểu ${was}${now ? ` (ở đây giá từ ${now})` : ''}`,
    available: () => 'còn hàng ngay',
    brand: (was) => `thương hiệu ${was}`,
    category: (was) => `danh mục ${was}`,
    on_sale: () => 'giá đang giảm',
    min_attribute: (was) => was.replace(': ', ' tối thiểu '),
    max_attribute: (was) => was.replace(': ', ' tối đa '),
    people: (was) => `chỗ cho ${was}`,
    words: (was) => `từ khóa “${was}”`,
  },
};
