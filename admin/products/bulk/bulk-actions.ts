import type { BulkChange } from '../../../shared/admin-products.ts';
import { words } from '../../words/words.ts';
import { productsWords } from '../products-words.ts';

export const BULK_ACTIONS = [
  'price',
  'availability',
  'stock',
  'tags',
  'categories',
  'delete',
] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export function actionName(action: BulkAction): string {
  const text = words();
  const own = productsWords();
  const names: Record<BulkAction, string> = {
    price: text.price,
    availability: text.availability,
    stock: text.stock,
    tags: own.changeTags,
    categories: text.categories,
    delete: own.delete,
  };
  return names[action];
}

/** What a form asks for; a mistake when it cannot be read. */
export type BulkReading =
  | { change: BulkChange; mistake?: undefined }
  | { change?: undefined; mistake: string };
