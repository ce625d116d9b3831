import { useEffect, useState } from 'preact/hooks';
import type { AdminProduct, AdminProductRow, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { words } from '../words/words.ts';
import './products.css';
import { ProductRow } from './product-row.tsx';

const TYPING_PAUSE_MS = 250;
/** As many as a row from the server has. */
const ROW_VARIANTS = 20;

export function ProductsPage({ store }: { store: AdminStore }) {
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const text = words();
  return (
    <>
      <PageHead title={text.products}>
        <search class="search">
          <Icon name="search" />
          <input
            class="input"
            type="search"
            aria-label={text.searchProducts}
            placeholder={text.searchHint}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            maxLength={300}
            autocomplete="off"
          />
        </search>
      </PageHead>
      <PagedList<AdminProductRow>
        listKey={`${store.key} ${query}`}
        load={async (cursor, signal) => {
          const page = await adminApi.products(store.key, { q: query, cursor }, signal);
          return { items: page.products, nextCursor: page.next_cursor };
        }}
        empty={query ? <NothingFound /> : <NoProducts store={store} />}
      >
        {(products, replace) => (
          <section class="panel products">
            <div class="product-line product-heads" aria-hidden="true">
              <span />
              <span>{text.product}</span>
              <span class="product-price">{text.price}</span>
              <span class="product-stock">{text.stock}</span>
              <span class="product-availability">{text.availability}</span>
            </div>
            <ul>
              {products.map((product) => (
                <ProductRow
                  key={product.id}
                  store={store}
                  product={product}
                  onStored={(stored) => replace(({ id }) => id === stored.id, rowOf(stored))}
                />
              ))}
            </ul>
          </section>
        )}
      </PagedList>
    </>
  );
}

function rowOf({ description: _, ...product }: AdminProduct): AdminProductRow {
  return {
    ...product,
    variants: product.variants.slice(0, ROW_VARIANTS),
    variant_count: product.variants.length,
  };
}

function NothingFound() {
  return <EmptyState title={words().nothingFound} text={words().nothingFoundText} />;
}

function NoProducts({ store }: { store: AdminStore }) {
  return (
    <EmptyState title={words().noProducts} text={words().noProductsText}>
      <code>npm run aisle -- import products.json --store {store.key}</code>
    </EmptyState>
  );
}
