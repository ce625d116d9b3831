import { useEffect } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { AdminProduct } from '../../shared/admin-products.ts';
import { productApi } from '../api/product-api.ts';
import { moneyOf } from '../format/money.ts';
import { Icon } from '../parts/icon.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { noteProductPage } from '../products/kept-sheet.ts';
import { lastList } from '../products/last-list.ts';
import { Link, query } from '../router/navigation.tsx';
import { words } from '../words/words.ts';
import { copyOf, draftOf, emptyDraft } from './draft/product-draft.ts';
import { NewProductForm } from './new-product-form.tsx';
import './product.css';
import { ProductForm } from './product-form.tsx';
import { productWords } from './product-words.ts';

/** A product, or with the id `new` one that does not exist yet; `?from=ID` begins with a copy of that. */
export function ProductPage({ store, id }: { store: AdminStore; id: string }) {
  const from = query.value.get('from');
  useEffect(noteProductPage, []);
  return (
    <>
      <Link to={{ page: 'products', store: store.key }} query={lastList(store.key)} class="back">
        <Icon name="back" /> {words().products}
      </Link>
      {id !== 'new' ? (
        <StoredProduct store={store} id={id} />
      ) : from ? (
        <Copy store={store} id={from} />
      ) : (
        <NewProductForm store={store} initial={emptyDraft} />
      )}
    </>
  );
}

function useProduct(store: AdminStore, id: string) {
  return useResource<AdminProduct>(`${store.key} ${id}`, (signal) =>
    productApi.get(store.key, id, signal),
  );
}

function StoredProduct({ store, id }: { store: AdminStore; id: string }) {
  const product = useProduct(store, id);
  return (
    <ResourceView resource={product}>
      {(value) => (
        <ProductForm
          key={value.version}
          store={store}
          product={value}
          onStored={(stored) => product.update(() => stored)}
        />
      )}
    </ResourceView>
  );
}

function Copy({ store, id }: { store: AdminStore; id: string }) {
  const product = useProduct(store, id);
  return (
    <ResourceView resource={product}>
      {(value) => (
        <NewProductForm
          store={store}
          initial={() =>
            copyOf(draftOf(value, moneyOf(store)), productWords().copyTitle(value.title))
          }
        />
      )}
    </ResourceView>
  );
}
