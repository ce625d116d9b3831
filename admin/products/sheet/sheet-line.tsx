import { useComputed } from '@preact/signals';
import type { AdminProductRow } from '../../../shared/admin-products.ts';
import { Link } from '../../router/navigation.tsx';
import { productsWords } from '../products-words.ts';
import type { Column, Line } from './columns.ts';
import { isEditable } from './columns.ts';
import { EditedCell } from './edited-cell.tsx';
import { ProductCell } from './product-cells.tsx';
import { shownRow } from './sheet.ts';
import { cellId } from './sheet-cursor.ts';
import type { SheetView } from './sheet-view.ts';
import { VariantCell } from './variant-cell.tsx';

interface SheetLineProps {
  view: SheetView;
  line: Line;
  /** Counted from 1, without the heads. */
  number: number;
}

/** One line. It follows its own product and its own cells: moving or editing elsewhere does not draw it. */
export function SheetLine({ view, line, number }: SheetLineProps) {
  const { sheet, cursor, columns } = view;
  const reached = useComputed(() => {
    const stop = view.tabStop.value;
    return stop?.line === line.key ? stop.column : undefined;
  });
  const edited = useComputed(() => {
    const edit = cursor.editing.value;
    return edit?.line === line.key ? edit : undefined;
  });
  const isSelected = useComputed(() => sheet.selected.value.has(line.product));
  const isOpen = useComputed(() => sheet.open.value.has(line.product));
  const product = sheet.product(line.product)?.value;
  if (!product) return null;
  const row = shownRow(product);
  const isOwn = line.variant === undefined && !line.isRest;
  const hasVariants = row.variant_count > 1;
  const editing = edited.value;
  return (
    <tr
      class={`sheet-line${isOwn ? '' : ' sheet-variant'}`}
      aria-rowindex={number + 1}
      aria-level={isOwn ? 1 : 2}
      aria-expanded={isOwn && hasVariants ? isOpen.value : undefined}
      aria-selected={isSelected.value}
      aria-busy={product.pending.length > 0}
    >
      {columns.value.map((column, index) => {
        const place = { line: line.key, column };
        const canEdit = view.canEdit && isEditable(line, row, column);
        const failure = isOwn && column === 'title' ? product.failure : undefined;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of all cells are heard by the sheet.
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: within a grid it is a gridcell.
          <td
            key={column}
            id={cellId(place)}
            class={`sheet-cell sheet-${column}${canEdit ? ' sheet-editable' : ''}`}
            aria-colindex={index + 1}
            aria-readonly={canEdit ? undefined : true}
            tabIndex={reached.value === column && !isWidget(line, column) ? 0 : -1}
            onFocusIn={() => {
              cursor.active.value = place;
            }}
            onClick={(event) => {
              const isControl =
                event.target instanceof Element && event.target.closest('a, button, input, select');
              if (canEdit && column !== 'title' && !isControl) cursor.edit(place);
            }}
          >
            {editing?.column === column ? (
              <EditedCell view={view} line={line} row={row} edit={editing} />
            ) : (
              <CellContent
                view={view}
                line={line}
                row={row}
                column={column}
                isReached={reached.value === column}
              />
            )}
            {failure !== undefined && <span class="sheet-failure">{failure}</span>}
          </td>
        );
      })}
    </tr>
  );
}

/** These hold one control, which has the focus in place of its cell. */
function isWidget({ variant, isRest }: Line, column: Column): boolean {
  if (isRest) return column === 'title';
  return variant === undefined && (column === 'select' || column === 'picture');
}

interface CellContentProps {
  view: SheetView;
  line: Line;
  row: AdminProductRow;
  column: Column;
  isReached: boolean;
}

function CellContent({ view, line, row, column, isReached }: CellContentProps) {
  if (line.isRest) {
    return column === 'title' ? (
      <Link
        to={{ page: 'product', store: view.store.key, id: row.id }}
        tabIndex={isReached ? 0 : -1}
        data-focus=""
      >
        {productsWords().moreVariants(row.variant_count - row.variants.length)}
      </Link>
    ) : null;
  }
  if (line.variant === undefined) {
    return <ProductCell view={view} row={row} column={column} isReached={isReached} />;
  }
  const variant = row.variants.find(({ id }) => id === line.variant);
  return variant ? <VariantCell view={view} variant={variant} column={column} /> : null;
}
