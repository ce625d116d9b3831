import type { ReadonlySignal } from '@preact/signals';
import type { AdminStore } from '../../../shared/admin.ts';
import type { Money } from '../../format/money.ts';
import type { Column } from './columns.ts';
import type { EditSaver } from './save-edit.ts';
import type { Sheet } from './sheet.ts';
import type { CellPlace, SheetCursor } from './sheet-cursor.ts';

/** What the lines of a sheet are drawn from; the same object as long as the page stands. */
export interface SheetView {
  store: AdminStore;
  money: Money;
  canEdit: boolean;
  sheet: Sheet;
  cursor: SheetCursor;
  saver: EditSaver;
  columns: ReadonlySignal<readonly Column[]>;
  /** The one cell that the Tab key reaches. */
  tabStop: ReadonlySignal<CellPlace | undefined>;
  toggle(productId: string): void;
  select(productId: string, how: { isRange: boolean }): void;
}
