import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import type { AdminProduct } from '../../shared/admin-products.ts';
import { formatMoment } from '../format/format-moment.ts';
import { moneyOf } from '../format/money.ts';
import { PageHead } from '../parts/page-head.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { mayEdit } from '../session/may-edit.ts';
import { language, words } from '../words/words.ts';
import { draftOf } from './draft/product-draft.ts';
import { readChange } from './draft/read-draft.ts';
import { PhotoSection } from './photos/photo-section.tsx';
import { ProductActions } from './product-actions.tsx';
import { ProductFields } from './product-fields.tsx';
import { productWords } from './product-words.ts';
import { useProductSave } from './use-product-save.tsx';

interface ProductFormProps {
  store: AdminStore;
  product: AdminProduct;
  onStored(product: AdminProduct): void;
}

/** Starts anew, by its key, when another version of the product is there. */
export function ProductForm({ store, product, onStored }: ProductFormProps) {
  const money = moneyOf(store);
  const text = words();
  const [draft, setDraft] = useState(() => draftOf(product, money));
  const { save, isSaving, error, dialog } = useProductSave(store, product, onStored);
  const reading = readChange(draft, product, money);
  const canEdit = mayEdit();
  return (
    <form
      class="product-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reading.change && reading.count > 0) void save(reading.change);
      }}
    >
      <PageHead title={product.title}>
        <p class="quiet">{text.lastChanged(formatMoment(product.updated_at, language.value))}</p>
        <ProductActions store={store} product={product} canEdit={canEdit} />
      </PageHead>
      {!canEdit && <p class="notice">{productWords().readOnly}</p>}
      <fieldset class="product-fields" disabled={!canEdit}>
        <ProductFields
          store={store}
          draft={draft}
          mistakes={reading.mistakes}
          isTried
          onChange={(part) => setDraft((last) => ({ ...last, ...part }))}
        />
      </fieldset>
      <PhotoSection store={store} product={product} />
      <SaveBar
        count={reading.count}
        isBlocked={reading.change === undefined}
        isSaving={isSaving}
        error={error}
        onDiscard={() => setDraft(draftOf(product, money))}
      />
      {dialog}
    </form>
  );
}
