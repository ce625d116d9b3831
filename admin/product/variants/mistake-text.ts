import type { Money } from '../../format/money.ts';
import { words } from '../../words/words.ts';
import type { VariantMistake } from '../draft/read-variant.ts';

/** What is wrong with a field of a variant; undefined when nothing is. */
export function mistakeText(mistake: VariantMistake | undefined, money: Money): string | undefined {
  const text = words();
  switch (mistake) {
    case undefined:
      return undefined;
    case 'price':
    case 'list-price':
      return text.wrongPrice(money.example);
    case 'list-price-too-low':
      return text.listPriceTooLow;
    case 'stock':
      return text.wrongStock;
  }
}
