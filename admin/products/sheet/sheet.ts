import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { AdminProductPage, AdminProductRow } from '../../../shared/admin-products.ts';
import { productApi } from '../../api/product-api.ts';
import { endIfSignedOut } from '../../session/session.ts';
import { type Line, linesOf } from './columns.ts';
import { type Edit, editedRow } from './edited-row.ts';

/** A product in the sheet. Lines follow their own product only: an edit draws one line, not the table. */
export interface SheetProduct {
  /** As the server last told. */
  stored: AdminProductRow;
  /** On their way, oldest first. */
  pending: Edit[];
  /** Why the last edit was not saved. */
  failure: string | undefined;
}

/** The products that are listed, and which of them are open and selected. */
export interface Sheet {
  readonly storeKey: string;
  readonly ids: ReadonlySignal<string[]>;
  readonly lines: ReadonlySignal<Line[]>;
  /** Undefined until the first answer. */
  readonly page: ReadonlySignal<Omit<AdminProductPage, 'products'> | undefined>;
  readonly isLoading: ReadonlySignal<boolean>;
  readonly error: ReadonlySignal<unknown>;
  /** What it lists; undefined until the first answer. */
  shownQuery(): string | undefined;
  readonly open: Signal<ReadonlySet<string>>;
  readonly selected: Signal<ReadonlySet<string>>;
  product(id: string): Signal<SheetProduct> | undefined;
  /** Takes the place of what is listed, once it is there. */
  load(query: URLSearchParams): Promise<void>;
  loadMore(): Promise<void>;
  /** Reads as many as are listed anew, and keeps what is selected. */
  reload(): Promise<void>;
  /** Takes in what the server told of a product elsewhere. */
  put(row: AdminProductRow): void;
  remove(ids: string[]): void;
}

const A_PAGE = '50';
const MOST_A_PAGE = '100';

/** With its unsaved edits on top. */
export function shownRow({ stored, pending }: SheetProduct): AdminProductRow {
  return pending.reduce(editedRow, stored);
}

export function createSheet(storeKey: string): Sheet {
  const products = new Map<string, Signal<SheetProduct>>();
  const ids = signal<string[]>([]);
  const page = signal<Omit<AdminProductPage, 'products'> | undefined>(undefined);
  const open = signal<ReadonlySet<string>>(new Set());
  const selected = signal<ReadonlySet<string>>(new Set());
  const isLoading = signal(false);
  const error = signal<unknown>(undefined);
  let asked = new URLSearchParams();
  let last = new AbortController();

  const lines = computed(() =>
    ids.value.flatMap((id) => {
      const product = products.get(id)?.value;
      return product ? linesOf(product.stored, open.value.has(id)) : [];
    }),
  );

  const put = (row: AdminProductRow) => {
    const known = products.get(row.id);
    // An answer that was under way while the product was saved tells of the time before.
    if (known && known.peek().stored.version > row.version) return;
    if (known) known.value = { ...known.peek(), stored: row };
    else products.set(row.id, signal({ stored: row, pending: [], failure: undefined }));
  };

  /** Only the answer to the newest question counts; false when there is none to use. */
  const ask = async (
    query: URLSearchParams,
    use: (answer: AdminProductPage) => void,
  ): Promise<boolean> => {
    last.abort();
    const mine = new AbortController();
    last = mine;
    isLoading.value = true;
    error.value = undefined;
    try {
      const answer = await productApi.list(storeKey, query, mine.signal);
      if (mine.signal.aborted) return false;
      batch(() => {
        answer.products.forEach(put);
        use(answer);
      });
      return true;
    } catch (problem) {
      if (!mine.signal.aborted && !endIfSignedOut(problem)) error.value = problem;
      return false;
    } finally {
      if (last === mine) isLoading.value = false;
    }
  };

  const remove = (gone: string[]) =>
    batch(() => {
      const left = (all: Iterable<string>) => [...all].filter((id) => !gone.includes(id));
      ids.value = left(ids.peek());
      selected.value = new Set(left(selected.peek()));
    });

  return {
    storeKey,
    ids,
    lines,
    page,
    isLoading,
    error,
    open,
    selected,
    shownQuery: () => (page.peek() ? asked.toString() : undefined),
    product: (id) => products.get(id),
    async load(query) {
      asked = query;
      await ask(withLimit(query, A_PAGE), ({ products: rows, ...rest }) => {
        ids.value = rows.map(({ id }) => id);
        selected.value = new Set();
        page.value = rest;
      });
    },
    async loadMore() {
      const cursor = page.peek()?.next_cursor;
      if (!cursor) return;
      const query = withLimit(asked, A_PAGE);
      query.set('cursor', cursor);
      await ask(query, ({ products: rows, ...rest }) => {
        ids.value = [...new Set([...ids.peek(), ...rows.map(({ id }) => id)])];
        page.value = rest;
      });
    },
    async reload() {
      const wanted = ids.peek().length;
      const rows: string[] = [];
      const query = withLimit(asked, MOST_A_PAGE);
      for (let more = true; more; ) {
        const isAnswered = await ask(query, ({ products: found, ...rest }) => {
          rows.push(...found.map(({ id }) => id));
          page.value = rest;
          more = rest.next_cursor !== null && rows.length < wanted;
          if (rest.next_cursor) query.set('cursor', rest.next_cursor);
        });
        if (!isAnswered) return;
      }
      batch(() => {
        ids.value = [...new Set(rows)];
        selected.value = new Set([...selected.peek()].filter((id) => rows.includes(id)));
      });
    },
    put,
    remove,
  };
}

function withLimit(query: URLSearchParams, limit: string): URLSearchParams {
  const limited = new URLSearchParams(query);
  limited.set('limit', limit);
  return limited;
}
