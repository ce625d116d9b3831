import type { ProductSort } from '../../../shared/admin-products.ts';
import { words } from '../../words/words.ts';
import { productsWords } from '../products-words.ts';
import { type Column, SORT_OF } from './columns.ts';
import type { SheetView } from './sheet-view.ts';

interface SheetHeadsProps {
  view: SheetView;
  sort: ProductSort | undefined;
  onSort(sort: ProductSort | undefined): void;
}

/** The names of the columns. A press on one orders by it, then the other way round, then as it was. */
export function SheetHeads({ view, sort, onSort }: SheetHeadsProps) {
  return (
    <thead class="sheet-heads">
      <tr class="sheet-names" aria-rowindex={1}>
        {view.columns.value.map((column, index) => {
          const by = SORT_OF[column];
          const direction = by && sortDirection(sort, by);
          return (
            <th
              key={column}
              scope="col"
              class={`sheet-head sheet-${column}`}
              aria-colindex={index + 1}
              aria-sort={direction}
            >
              {column === 'select' ? (
                <SelectAll view={view} />
              ) : by ? (
                <button type="button" class="sheet-sort" onClick={() => onSort(nextSort(sort, by))}>
                  {columnName(column)}
                  <span class="sheet-arrow" aria-hidden="true">
                    {direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}
                  </span>
                </button>
              ) : (
                <span class={column === 'picture' ? 'visually-hidden' : undefined}>
                  {columnName(column)}
                </span>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function SelectAll({ view }: Pick<SheetHeadsProps, 'view'>) {
  const { sheet } = view;
  const count = sheet.selected.value.size;
  const all = sheet.ids.value.length;
  return (
    <input
      type="checkbox"
      aria-label={productsWords().selectAll}
      checked={count > 0 && count === all}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && count < all;
      }}
      onChange={() => {
        sheet.selected.value = new Set(count === all ? [] : sheet.ids.peek());
      }}
    />
  );
}

export function columnName(column: Column): string {
  const text = words();
  const own = productsWords();
  const names: Record<Column, string> = {
    select: own.select,
    picture: own.picture,
    title: text.product,
    price: text.price,
    list_price: text.listPrice,
    stock: text.stock,
    availability: text.availability,
    category: own.category,
    updated: own.updated,
  };
  return names[column];
}

type SortName = NonNullable<(typeof SORT_OF)[Column]>;

function sortDirection(sort: ProductSort | undefined, by: SortName) {
  if (sort === by) return 'ascending';
  return sort === `-${by}` ? 'descending' : undefined;
}

function nextSort(sort: ProductSort | undefined, by: SortName): ProductSort | undefined {
  if (sort === by) return `-${by}`;
  return sort === `-${by}` ? undefined : by;
}
