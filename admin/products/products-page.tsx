import { useEffect } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import { problemText } from '../api/problem-text.ts';
import { productApi } from '../api/product-api.ts';
import { formatCount } from '../format/format-amounts.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useResource } from '../parts/use-resource.ts';
import { query as address, changeQuery, Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import {
  countFilters,
  type ListQuery,
  readListQuery,
  writeListQuery,
} from './filters/list-query.ts';
import { comesFromProduct } from './kept-sheet.ts';
import { rememberList } from './last-list.ts';
import './products.css';
import { productsWords } from './products-words.ts';
import { ProductSheet } from './sheet/product-sheet.tsx';
import { cellId } from './sheet/sheet-cursor.ts';
import type { SheetView } from './sheet/sheet-view.ts';
import { useSheetView } from './sheet/use-sheet-view.ts';

export function ProductsPage({ store }: { store: AdminStore }) {
  const view = useSheetView(store);
  const values = useResource(store.key, (signal) => productApi.values(store.key, signal)).value;
  const query = readListQuery(address.value);
  const asked = writeListQuery(query).toString();
  useEffect(() => {
    rememberList(store.key, asked);
    const isBack = comesFromProduct() && view.sheet.shownQuery() === asked;
    if (isBack) comeBack(view);
    else void view.sheet.load(new URLSearchParams(asked));
  }, [view, asked]);
  const change = (next: ListQuery, how = { replace: false }) =>
    changeQuery(writeListQuery(next), how);
  return (
    <>
      <PageHead title={words().products}>
        <Link to={{ page: 'import', store: store.key }} class="button">
          <Icon name="upload" /> {productsWords().importAndExport}
        </Link>
        {view.canEdit && (
          <Link to={{ page: 'product', store: store.key, id: 'new' }} class="button button-main">
            <Icon name="plus" /> {productsWords().newProduct}
          </Link>
        )}
      </PageHead>
      <FilterBar query={query} values={values} onChange={change} />
      <Listed view={view} query={query} onSort={(sort) => change({ ...query, sort })} />
      {view.canEdit && <BulkBar view={view} values={values} />}
    </>
  );
}

/** To the cell from which a product was opened; what changed meanwhile arrives behind it. */
function comeBack({ cursor, sheet }: SheetView): void {
  void sheet.reload();
  const place = cursor.active.peek();
  if (!place) return;
  cursor.focus(place);
  document.getElementById(cellId(place))?.scrollIntoView({ block: 'center' });
}

interface ListedProps {
  view: SheetView;
  query: ListQuery;
  onSort(sort: ListQuery['sort']): void;
}

function Listed({ view, query, onSort }: ListedProps) {
  const { sheet, store } = view;
  const error = sheet.error.value;
  const page = sheet.page.value;
  if (error !== undefined && !page) return <Failed view={view} error={error} />;
  if (!page) {
    return (
      <div class="loading" role="status">
        <span class="loading-text">{words().loading}</span>
        <span class="skeleton" />
        <span class="skeleton" />
        <span class="skeleton" />
      </div>
    );
  }
  if (sheet.ids.value.length === 0) {
    const isNarrowed = query.q !== undefined || countFilters(query) > 0;
    return isNarrowed ? (
      <EmptyState title={words().nothingFound} text={words().nothingFoundText} />
    ) : (
      <EmptyState
        title={words().noProducts}
        text={view.canEdit ? productsWords().noneToEdit : productsWords().noneToSee}
      >
        {view.canEdit && (
          <Link to={{ page: 'import', store: store.key }} class="button">
            <Icon name="upload" /> {productsWords().importFile}
          </Link>
        )}
      </EmptyState>
    );
  }
  return (
    <>
      <ProductSheet view={view} sort={query.sort} onSort={onSort} />
      <div class="sheet-foot">
        <p class="sheet-total" role="status">
          {totalText(sheet.ids.value.length, page.total)}
        </p>
        {error !== undefined && <Failed view={view} error={error} />}
        {page.next_cursor !== null && (
          <button
            type="button"
            class="button"
            disabled={sheet.isLoading.value}
            onClick={() => void sheet.loadMore()}
          >
            {sheet.isLoading.value ? words().loading : words().more}
          </button>
        )}
      </div>
    </>
  );
}

function Failed({ view, error }: { view: SheetView; error: unknown }) {
  return (
    <div class="notice notice-bad" role="alert">
      <p>{problemText(error)}</p>
      <button type="button" class="button" onClick={() => void view.sheet.reload()}>
        {words().tryAgain}
      </button>
    </div>
  );
}

function totalText(shown: number, { count, exact }: { count: number; exact: boolean }): string {
  const text = productsWords();
  const number = formatCount(count, language.value);
  if (exact && shown >= count) return text.total(count, number);
  return text.shownOf(formatCount(shown, language.value), exact ? number : text.atLeast(number));
}
