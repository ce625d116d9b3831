import type { AdminProductRow } from '../../../shared/admin-products.ts';
import { words } from '../../words/words.ts';
import { productsWords } from '../products-words.ts';
import { AvailabilityEditor } from './availability-editor.tsx';
import { CellEditor } from './cell-editor.tsx';
import type { EditableColumn, Line } from './columns.ts';
import type { Edit } from './edited-row.ts';
import { cellText, readCell } from './read-cell.ts';
import type { OpenEdit } from './sheet-cursor.ts';
import type { SheetView } from './sheet-view.ts';

const LONGEST_TITLE = 500;
const LONGEST_NUMBER = 40;

interface EditedCellProps {
  view: SheetView;
  line: Line;
  row: AdminProductRow;
  edit: OpenEdit;
}

/** A cell while it is edited. */
export function EditedCell({ view, line, row, edit }: EditedCellProps) {
  const { money, cursor, saver } = view;
  const text = words();
  const variant =
    line.variant === undefined
      ? row.variants[0]
      : row.variants.find(({ id }) => id === line.variant);
  const column = edit.column as EditableColumn;
  if (!variant) return null;
  const name = line.variant === undefined ? row.title : `${row.title}, ${variant.title}`;
  const save = (value: string | number | null) =>
    void saver.save(
      row.id,
      column === 'title'
        ? { field: 'title', value: String(value) }
        : ({ field: column, variant: variant.id, value } satisfies Edit),
    );
  const finish = cursor.finish;
  if (column === 'availability') {
    return (
      <AvailabilityEditor
        label={text.edit(text.availability, name)}
        value={variant.availability}
        isSoldOut={variant.stock === 0}
        commit={save}
        finish={finish}
      />
    );
  }
  const commit = (typed: string) => {
    const reading = readCell(column, typed, { money, words: text });
    if (reading.mistake !== undefined) return reading.mistake;
    save(reading.value);
    return undefined;
  };
  return (
    <CellEditor
      label={
        column === 'title' ? productsWords().rename(row.title) : text.edit(columnName(column), name)
      }
      text={column === 'title' ? row.title : cellText(column, variant, money)}
      typed={edit.typed}
      inputMode={column === 'title' ? 'text' : column === 'stock' ? 'numeric' : 'decimal'}
      maxLength={column === 'title' ? LONGEST_TITLE : LONGEST_NUMBER}
      commit={commit}
      finish={finish}
    />
  );
}

function columnName(column: 'price' | 'list_price' | 'stock'): string {
  const text = words();
  return { price: text.price, list_price: text.listPrice, stock: text.stock }[column];
}
