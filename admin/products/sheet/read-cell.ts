import type { AdminVariantRow } from '../../../shared/admin-products.ts';
import type { Money } from '../../format/money.ts';
import { readStock } from '../../format/read-stock.ts';
import type { Words } from '../../words/words.ts';
import type { EditableColumn } from './columns.ts';

/** What was typed into a cell: its value, or what is wrong with it. */
export type CellReading =
  | { value: string | number | null; mistake?: undefined }
  | { value?: undefined; mistake: string };

/** Availability is chosen, not typed: any text is taken as it is. */
export function readCell(
  column: EditableColumn,
  text: string,
  { money, words }: { money: Money; words: Words },
): CellReading {
  const bare = text.trim();
  switch (column) {
    case 'title':
      return bare ? { value: bare } : { mistake: words.emptyTitle };
    case 'stock': {
      const value = readStock(bare);
      return value === undefined ? { mistake: words.wrongStock } : { value };
    }
    case 'availability':
      return { value: bare };
    default: {
      if (column === 'list_price' && bare === '') return { value: null };
      const value = money.read(bare);
      return value === undefined ? { mistake: words.wrongPrice(money.example) } : { value };
    }
  }
}

/** What stands in the input when an edit begins. */
export function cellText(
  column: Exclude<EditableColumn, 'title'>,
  variant: AdminVariantRow,
  money: Money,
): string {
  const value = variant[column];
  if (value === null) return '';
  return column === 'price' || column === 'list_price' ? money.text(Number(value)) : String(value);
}
