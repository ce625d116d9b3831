import { batch, type Signal, signal } from '@preact/signals';
import { type Cell, cellAfter, isTyping, nextCell } from '../../parts/grid-keys.ts';
import { type Column, isEditable, type Line } from './columns.ts';
import type { Sheet } from './sheet.ts';

/** Where the keyboard is, by names: it stays on its product when lines come and go. */
export interface CellPlace {
  line: string;
  column: Column;
}

/** The cell that is edited; `typed` is what replaces its text, undefined when that is kept. */
export interface OpenEdit extends CellPlace {
  typed?: string;
}

export interface SheetCursor {
  readonly active: Signal<CellPlace | undefined>;
  readonly editing: Signal<OpenEdit | undefined>;
  focus(place: CellPlace): void;
  edit(place: OpenEdit): void;
  /** Ends the edit; `then` says where the keyboard goes: it stays, or to the next cell below, above, after or before. */
  finish(then: 'stay' | 'leave' | 'down' | 'up' | 'next' | 'before'): void;
  onKeyDown(event: KeyboardEvent): void;
}

interface CursorParts {
  columns: { readonly value: readonly Column[] };
  canEdit: boolean;
  /** Opens or closes the variants of a product. */
  toggle(productId: string): void;
  select(productId: string, how: { isRange: boolean }): void;
  selectAll(): void;
  undo(): void;
}

/** The id of a cell's element. */
export function cellId({ line, column }: CellPlace): string {
  return `cell-${line}-${column}`;
}

/** Moves through the sheet and starts edits, by keyboard, as spreadsheets and the ARIA grid pattern have it. */
export function sheetCursor(sheet: Sheet, parts: CursorParts): SheetCursor {
  const active = signal<CellPlace | undefined>(undefined);
  const editing = signal<OpenEdit | undefined>(undefined);

  const lines = () => sheet.lines.peek();
  const size = () => ({ lines: lines().length, columns: parts.columns.value.length });
  const cellOf = ({ line, column }: CellPlace): Cell => ({
    line: Math.max(
      0,
      lines().findIndex(({ key }) => key === line),
    ),
    column: Math.max(0, parts.columns.value.indexOf(column)),
  });
  const placeOf = (cell: Cell): CellPlace | undefined => {
    const line = lines()[cell.line];
    const column = parts.columns.value[cell.column];
    return line && column && { line: line.key, column };
  };
  const mayEdit = (line: Line | undefined, column: Column): boolean => {
    const product = line && sheet.product(line.product)?.peek();
    return (
      parts.canEdit && product !== undefined && isEditable(line as Line, product.stored, column)
    );
  };
  const lineAt = (key: string) => lines().find((line) => line.key === key);

  const focus = (place: CellPlace) => {
    active.value = place;
    const cell = document.getElementById(cellId(place));
    const inner = cell?.querySelector<HTMLElement>('[data-focus]');
    (inner ?? cell)?.focus();
  };

  const edit = (place: OpenEdit) => {
    if (!mayEdit(lineAt(place.line), place.column)) return;
    batch(() => {
      active.value = { line: place.line, column: place.column };
      editing.value = place;
    });
  };

  const editAfter = (from: CellPlace, step: 1 | -1) => {
    const found = nextCell(cellOf(from), size(), {
      step,
      isWanted: (cell) => {
        const place = placeOf(cell);
        return place !== undefined && mayEdit(lines()[cell.line], place.column);
      },
    });
    const place = found && placeOf(found);
    if (place) edit(place);
    else focus(from);
  };

  const moveFrom = (place: CellPlace, key: string, isFar = false) => {
    const cell = cellAfter(cellOf(place), { key, isFar }, size());
    const next = cell && placeOf(cell);
    if (next) focus(next);
    return next !== undefined;
  };

  const onEnter = (place: CellPlace): boolean => {
    const line = lineAt(place.line);
    if (!line || place.column === 'select' || place.column === 'picture') return false;
    if (mayEdit(line, place.column)) edit(place);
    else if (line.variant === undefined && !line.isRest) parts.toggle(line.product);
    else return false;
    return true;
  };

  /** True when the key was for the sheet. */
  const handle = (event: KeyboardEvent, place: CellPlace): boolean => {
    const { key, shiftKey } = event;
    const isFar = event.ctrlKey || event.metaKey;
    const line = lineAt(place.line);
    if (isFar && key === 'z' && !shiftKey) parts.undo();
    else if (isFar && key === 'a') parts.selectAll();
    else if (key === ' ' && line) parts.select(line.product, { isRange: shiftKey });
    else if (key === 'Enter' || key === 'F2') return onEnter(place);
    else if (key === 'Backspace' || key === 'Delete') edit({ ...place, typed: '' });
    else if (isTyping(event)) {
      if (!mayEdit(line, place.column)) return false;
      edit({ ...place, typed: key });
    } else return !event.altKey && moveFrom(place, key, isFar);
    return true;
  };

  return {
    active,
    editing,
    focus,
    edit,
    finish(then) {
      const place = editing.peek();
      if (!place) return;
      // The input goes away with its focus: what follows must not be taken for leaving it.
      editing.value = undefined;
      if (then === 'stay') focus(place);
      else if (then === 'down') moveFrom(place, 'ArrowDown');
      else if (then === 'up') moveFrom(place, 'ArrowUp');
      else if (then === 'next') editAfter(place, 1);
      else if (then === 'before') editAfter(place, -1);
    },
    onKeyDown(event) {
      const place = active.peek();
      if (!place || editing.peek() || event.defaultPrevented) return;
      if (handle(event, place)) event.preventDefault();
    },
  };
}
