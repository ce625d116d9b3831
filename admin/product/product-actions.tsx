import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { AdminProduct } from '../../shared/admin-products.ts';
import { problemText } from '../api/problem-text.ts';
import { productApi } from '../api/product-api.ts';
import { ApiProblem } from '../api/request.ts';
import { Icon } from '../parts/icon.tsx';
import { Modal } from '../parts/modal.tsx';
import { dropFromSheet } from '../products/kept-sheet.ts';
import { announceChange } from '../products/last-change.ts';
import { lastList } from '../products/last-list.ts';
import { guardLeaving, Link, navigate } from '../router/navigation.tsx';
import { endIfSignedOut } from '../session/session.ts';
import { words } from '../words/words.ts';
import { productWords } from './product-words.ts';

interface ProductActionsProps {
  store: AdminStore;
  product: AdminProduct;
  canEdit: boolean;
}

/** What can be done with a product as a whole. */
export function ProductActions({ store, product, canEdit }: ProductActionsProps) {
  const [isAsking, setAsking] = useState(false);
  const text = productWords();
  const isWebAddress = product.url !== null && /^(https?:\/\/|\/(?!\/))/.test(product.url);
  return (
    <div class="product-actions">
      {isWebAddress && (
        <a
          class="button button-small"
          href={product.url ?? undefined}
          target="_blank"
          rel="noopener noreferrer"
        >
          {words().viewInShop} <Icon name="external" />
        </a>
      )}
      <Link
        class="button button-small"
        to={{ page: 'history', store: store.key }}
        query={`subject=${product.id}`}
      >
        <Icon name="history" /> {words().history}
      </Link>
      {canEdit && (
        <>
          <Link
            class="button button-small"
            to={{ page: 'product', store: store.key, id: 'new' }}
            query={`from=${product.id}`}
          >
            <Icon name="copy" /> {text.duplicate}
          </Link>
          <button
            type="button"
            class="button button-small button-bad"
            onClick={() => setAsking(true)}
          >
            <Icon name="trash" /> {text.delete}
          </button>
        </>
      )}
      {isAsking && (
        <DeleteDialog store={store} product={product} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

interface DeleteDialogProps {
  store: AdminStore;
  product: AdminProduct;
  onClose(): void;
}

function DeleteDialog({ store, product, onClose }: DeleteDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const text = productWords();
  const remove = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { auditEntry: entry } = await productApi.remove(store.key, product);
      dropFromSheet(store.key, product.id);
      guardLeaving(undefined);
      navigate({ page: 'products', store: store.key }, { query: lastList(store.key) });
      const onUndone = () => navigate({ page: 'product', store: store.key, id: product.id });
      announceChange(text.deleted, entry ? { storeKey: store.key, entry, onUndone } : undefined);
    } catch (problem) {
      if (endIfSignedOut(problem)) return;
      const isStale = problem instanceof ApiProblem && problem.code === 'version_conflict';
      setError(isStale ? words().conflictTitle : problemText(problem));
      setBusy(false);
    }
  };
  return (
    <Modal title={text.deleteTitle(product.title)} onClose={onClose}>
      <p>{text.deleteText}</p>
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" class="button button-bad" disabled={isBusy} onClick={remove}>
          {text.delete}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={onClose}>
          {words().cancel}
        </button>
      </div>
    </Modal>
  );
}
