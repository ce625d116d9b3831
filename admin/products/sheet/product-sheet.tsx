import type { ProductSort } from '../../../shared/admin-products.ts';
import { ConflictDialog } from '../../parts/conflict-dialog.tsx';
import { words } from '../../words/words.ts';
import { productDifferences } from '../product-differences.ts';
import { productsWords } from '../products-words.ts';
import './sheet.css';
import './sheet-phone.css';
import { SheetHeads } from './sheet-heads.tsx';
import { SheetLine } from './sheet-line.tsx';
import type { SheetView } from './sheet-view.ts';

interface ProductSheetProps {
  view: SheetView;
  sort: ProductSort | undefined;
  onSort(sort: ProductSort | undefined): void;
}

/** Products as a sheet, on a phone as cards: the same cells, laid out otherwise. */
export function ProductSheet({ view, sort, onSort }: ProductSheetProps) {
  const { sheet, cursor, columns } = view;
  const text = productsWords();
  const total = sheet.page.value?.total;
  return (
    <>
      <p class="visually-hidden" id="sheet-help">
        {text.sheetHelp}
      </p>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are edited is a grid.
        role="treegrid"
        class={`sheet panel sheet-of-${columns.value.length}`}
        aria-label={text.sheet}
        aria-describedby="sheet-help"
        aria-multiselectable="true"
        aria-rowcount={total?.exact ? total.count + 1 : -1}
        aria-colcount={columns.value.length}
        aria-busy={sheet.isLoading.value}
        onKeyDown={cursor.onKeyDown}
      >
        <SheetHeads view={view} sort={sort} onSort={onSort} />
        <SheetLines view={view} />
      </table>
      <Conflicts view={view} />
    </>
  );
}

/** Apart from the frame: an open product or a next page draws the lines that came, and nothing else. */
function SheetLines({ view }: Pick<ProductSheetProps, 'view'>) {
  return (
    <tbody class="sheet-body">
      {view.sheet.lines.value.map((line, index) => (
        <SheetLine key={line.key} view={view} line={line} number={index + 1} />
      ))}
    </tbody>
  );
}

function Conflicts({ view }: Pick<ProductSheetProps, 'view'>) {
  const conflict = view.saver.conflict.value;
  if (!conflict) return null;
  return (
    <ConflictDialog
      differences={productDifferences(conflict, { money: view.money, words: words() })}
      onReload={() => conflict.resolve(false)}
      onKeepMine={() => conflict.resolve(true)}
    />
  );
}
