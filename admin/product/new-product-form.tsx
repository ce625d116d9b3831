import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import { problemText } from '../api/problem-text.ts';
import { productApi } from '../api/product-api.ts';
import { moneyOf } from '../format/money.ts';
import { PageHead } from '../parts/page-head.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { announce } from '../parts/toast.tsx';
import { guardLeaving, navigate } from '../router/navigation.tsx';
import { endIfSignedOut } from '../session/session.ts';
import type { ProductDraft } from './draft/product-draft.ts';
import { readNew } from './draft/read-draft.ts';
import { ProductFields } from './product-fields.tsx';
import { productWords } from './product-words.ts';

interface NewProductFormProps {
  store: AdminStore;
  initial(): ProductDraft;
}

/** The form of a product that is not stored yet; once it is, its own page takes over. */
export function NewProductForm({ store, initial }: NewProductFormProps) {
  const [draft, setDraft] = useState(initial);
  const [isTried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const text = productWords();
  const reading = readNew(draft, moneyOf(store));
  const create = async () => {
    setTried(true);
    if (!reading.change) return;
    setSaving(true);
    setError(undefined);
    try {
      const { value } = await productApi.create(store.key, reading.change);
      guardLeaving(undefined);
      navigate({ page: 'product', store: store.key, id: value.id }, { replace: true });
      announce(text.created);
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
      setSaving(false);
    }
  };
  return (
    <form
      class="product-form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <PageHead title={text.newProduct} />
      <ProductFields
        store={store}
        draft={draft}
        mistakes={isTried ? reading.mistakes : new Set()}
        isTried={isTried}
        onChange={(part) => setDraft((last) => ({ ...last, ...part }))}
      />
      <SaveBar
        count={reading.count}
        isBlocked={isTried && !reading.change}
        isSaving={isSaving}
        error={error}
        onDiscard={() => setDraft(initial())}
        saveLabel={text.create}
      />
    </form>
  );
}
