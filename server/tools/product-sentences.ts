import type { AdminLanguage } from '../../shared/language.ts';
import type { ProductFactsTold } from './get-product-info.ts';

/** What is known of a product, for a merchant to read: short sentences, the most telling first. */
export function productSentences(told: ProductFactsTold, language: AdminLanguage): string[] {
  const words = WORDS[language];
  const { product, variants, description } = told;
  const { min, max } = product.price_range;
  const attributes = Object.entries(product.attributes).slice(0, MOST_ATTRIBUTES);
  const start = description.trim().replace(/\s+/g, ' ').slice(0, START_LENGTH).toWellFormed();
  const sentences = [
    product.brand ? words.byBrand(product.title, product.brand) : `${product.title}.`,
    min.amount === max.amount ? words.price(min.display) : words.prices(min.display, max.display),
    ...reductions(told, words),
    availability(told, words),
    ...product.options.map(({ name, values }) => `${name}: ${values.join(', ')}.`),
    ...(attributes.length > 0
      ? [`${attributes.map(([name, value]) => `${name}: ${value}`).join('; ')}.`]
      : []),
    ...(product.rating
      ? [words.rating(product.rating.value, product.rating.scale_max, product.rating.count)]
      : []),
    start === '' ? words.noDescription : words.description(start),
  ];
  return variants.length > 1 ? [...sentences, words.variants(variants.length)] : sentences;
}

const MOST_ATTRIBUTES = 6;
const START_LENGTH = 160;

type Words = (typeof WORDS)['en'];

const WORDS = {
  en: {
    byBrand: (title: string, brand: string) => `${title} by ${brand}.`,
    price: (price: string) => `It costs ${price}.`,
    prices: (from: string, to: string) => `It costs from ${from} to ${to}.`,
    before: (price: string) => `Before, it was up to ${price}.`,
    left: (count: number) => (count === 1 ? 'One is left.' : `${count} are left.`),
    in_stock: 'It is in stock.',
    backorder: 'It can be ordered and is delivered later.',
    preorder: 'It can be ordered before it is out.',
    out_of_stock: 'It is sold out.',
    discontinued: 'It is no longer made.',
    rating: (value: number, of: number, count: number | undefined) =>
      count === undefined
        ? `Rated ${value} of ${of}.`
        : `Rated ${value} of ${of} by ${count} shoppers.`,
    description: (start: string) => `The shop says: “${start}”`,
    noDescription: 'There is no description: questions about details cannot be answered.',
    variants: (count: number) => `There are ${count} variants.`,
  },
  vi: {
    byBrand: (title: string, brand: string) => `${title}, thương hiệu ${brand}.`,
    price: (price: string) => `Giá ${price}.`,
    prices: (from: string, to: string) => `Giá từ ${from} đến ${to}.`,
    before: (price: string) => `Trước đây có giá đến ${price}.`,
    left: (count: number) => `Còn ${count} sản phẩm.`,
    in_stock: 'Còn hàng.',
    backorder: 'Có thể đặt hàng, giao sau.',
    preorder: 'Có thể đặt trước khi ra mắt.',
    out_of_stock: 'Đã hết hàng.',
    discontinued: 'Đã ngừng sản xuất.',
    rating: (value: number, of: number, count: number | undefined) =>
      count === undefined
        ? `Được đánh giá ${value} trên ${of}.`
        : `Được ${count} khách đánh giá ${value} trên ${of}.`,
    description: (start: string) => `Cửa hàng mô tả: “${start}”`,
    noDescription: 'Chưa có mô tả: trợ lý không thể trả lời câu hỏi về chi tiết.',
    variants: (count: number) => `Có ${count} phiên bản.`,
  },
};

function reductions({ variants }: ProductFactsTold, words: Words): string[] {
  const listed = variants.flatMap(({ list_price: list, price }) =>
    list && list.amount > price.amount ? [list] : [],
  );
  const [highest] = listed.sort((a, b) => b.amount - a.amount);
  return highest ? [words.before(highest.display)] : [];
}

function availability({ product, variants }: ProductFactsTold, words: Words): string {
  const { available, status } = product.availability;
  if (!available) return words[status === 'discontinued' ? 'discontinued' : 'out_of_stock'];
  const counted = variants.map(({ stock }) => stock);
  const left = counted.reduce<number>((sum, stock) => sum + (stock ?? 0), 0);
  if (left > 0 && counted.every((stock) => stock !== undefined)) return words.left(left);
  return words[status === undefined || status === 'out_of_stock' ? 'in_stock' : status];
}
