import { computed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import { moneyOf } from '../../format/money.ts';
import { mediaQuery } from '../../parts/media-query.ts';
import { mayEdit } from '../../session/may-edit.ts';
import { keepSheet, keptSheet } from '../kept-sheet.ts';
import { forgetLastChange, undoLastChange } from '../last-change.ts';
import type { Column } from './columns.ts';
import { editSaver } from './save-edit.ts';
import { createSheet } from './sheet.ts';
import { sheetCursor } from './sheet-cursor.ts';
import type { SheetView } from './sheet-view.ts';

const isWide = mediaQuery('(min-width: 1440px)');
const isRoomy = mediaQuery('(min-width: 1240px)');

/** Where room is scarce the columns that only inform go first. */
const columns = computed<readonly Column[]>(() => [
  'select',
  'picture',
  'title',
  'price',
  'list_price',
  'stock',
  'availability',
  ...(isRoomy.value ? (['category'] as const) : []),
  ...(isWide.value ? (['updated'] as const) : []),
]);

/** The sheet of a store: the one that was left, when one comes back from a product. */
export function useSheetView(store: AdminStore): SheetView {
  useEffect(() => forgetLastChange, []);
  return useMemo(() => keptSheet(store.key) ?? keepSheet(sheetView(store)), [store.key]);
}

function sheetView(store: AdminStore): SheetView {
  const sheet = createSheet(store.key);
  let anchor: string | undefined;

  const toggle = (id: string) => {
    const row = sheet.product(id)?.peek().stored;
    if (!row || row.variant_count < 2) return;
    const open = new Set(sheet.open.peek());
    if (!open.delete(id)) open.add(id);
    sheet.open.value = open;
  };

  const select = (id: string, { isRange }: { isRange: boolean }) => {
    const selected = new Set(sheet.selected.peek());
    const ids = sheet.ids.peek();
    const [from, to] = [ids.indexOf(anchor ?? id), ids.indexOf(id)].sort((one, two) => one - two);
    if (isRange && from !== undefined && from >= 0) {
      for (const between of ids.slice(from, (to ?? from) + 1)) selected.add(between);
    } else if (!selected.delete(id)) selected.add(id);
    anchor = id;
    sheet.selected.value = selected;
  };

  const canEdit = mayEdit();
  const cursor = sheetCursor(sheet, {
    columns,
    canEdit,
    toggle,
    select,
    selectAll: () => {
      sheet.selected.value = new Set(sheet.ids.peek());
    },
    undo: () => void undoLastChange(),
  });
  const tabStop = computed(() => {
    const lines = sheet.lines.value;
    const active = cursor.active.value;
    if (active && lines.some(({ key }) => key === active.line)) return active;
    const [first] = lines;
    return first && { line: first.key, column: 'select' as const };
  });
  return {
    store,
    money: moneyOf(store),
    canEdit,
    sheet,
    cursor,
    saver: editSaver(sheet),
    columns,
    tabStop,
    toggle,
    select,
  };
}
