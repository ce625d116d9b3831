import type { AdminStore } from '../../shared/admin.ts';
import { formatPrice } from '../../shared/format-price.ts';
import { priceText, readPrice } from './read-price.ts';

/** Prices of one store: in its currency, and written as its locale writes them. */
export interface Money {
  /** "$1,299.00" */
  show(amount: number): string;
  /** "1,299.00", for an input. */
  text(amount: number): string;
  read(text: string): number | undefined;
  /** What a price looks like, for a message. */
  example: string;
}

export function moneyOf(store: AdminStore): Money {
  const { currency, currency_exponent: exponent, locale } = store;
  const text = (amount: number) => priceText(amount, exponent, locale);
  return {
    show: (amount) => formatPrice({ amount, currency }, locale),
    text,
    read: (typed) => readPrice(typed, exponent),
    example: text(exponent === 0 ? 1_290_000 : 129 * 10 ** exponent - 1),
  };
}
