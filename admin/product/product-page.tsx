import { useState } from 'preact/hooks';
import type { AdminProduct, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { formatMoment } from '../format/format-moment.ts';
import { moneyOf } from '../format/money.ts';
import { Facts } from '../parts/facts.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { useResource } from '../parts/use-resource.ts';
import { useProductSave } from '../products/use-product-save.tsx';
import { Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';
import './product.css';
import { draftOf, readDraft } from './product-draft.ts';
import { VariantFields } from './variant-fields.tsx';

export function ProductPage({ store, id }: { store: AdminStore; id: string }) {
  const product = useResource<AdminProduct>(`${store.key} ${id}`, (signal) =>
    adminApi.product(store.key, id, signal),
  );
  return (
    <>
      <Link to={{ page: 'products', store: store.key }} class="back">
        <Icon name="back" /> {words().products}
      </Link>
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
    </>
  );
}

interface ProductFormProps {
  store: AdminStore;
  product: AdminProduct;
  onStored(product: AdminProduct): void;
}

/** Starts anew, by its key, when another version of the product is there. */
function ProductForm({ store, product, onStored }: ProductFormProps) {
  const money = moneyOf(store);
  const text = words();
  const [draft, setDraft] = useState(() => draftOf(product, money));
  const { save, isSaving, error, dialog } = useProductSave(store, product, onStored);
  const reading = readDraft(draft, product, money);
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
      </PageHead>
      <div class="columns">
        <div class="column-main">
          <section class="panel panel-padded">
            <Field label={text.title} error={reading.mistakes.has('title') ? text.emptyTitle : ''}>
              <input
                class="input"
                value={draft.title}
                maxLength={500}
                onInput={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
              />
            </Field>
            <Field label={text.description}>
              <textarea
                class="input product-description"
                rows={8}
                maxLength={50_000}
                value={draft.description}
                onInput={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
              />
            </Field>
          </section>
          <section class="panel" aria-label={text.variants}>
            {product.variants.map((variant) => {
              const fields = draft.variants[variant.id];
              return (
                fields && (
                  <VariantFields
                    key={variant.id}
                    variant={variant}
                    isOnly={product.variants.length === 1}
                    fields={fields}
                    mistakes={reading.mistakes}
                    money={money}
                    onChange={(next) =>
                      setDraft((last) => ({
                        ...last,
                        variants: { ...last.variants, [variant.id]: next },
                      }))
                    }
                  />
                )
              );
            })}
          </section>
        </div>
        <ProductFacts product={product} />
      </div>
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

function ProductFacts({ product }: { product: AdminProduct }) {
  const text = words();
  const facts = [
    [text.brand, product.brand],
    [text.categories, product.categories.join(', ')],
    [text.handle, product.handle],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  const isWebAddress = product.url !== null && /^(https?:\/\/|\/(?!\/))/.test(product.url);
  return (
    <div class="column-side">
      {product.media.length > 0 && (
        <section class="panel panel-padded">
          <h2>{text.pictures}</h2>
          <div class="pictures">
            {product.media.slice(0, 12).map(({ url, alt_text: alt }) => (
              <ProductPicture key={url} url={url} alt={alt ?? product.title} />
            ))}
          </div>
        </section>
      )}
      <section class="panel panel-padded">
        <h2>{text.details}</h2>
        <Facts facts={facts} />
        {isWebAddress && (
          <a href={product.url ?? undefined} target="_blank" rel="noopener noreferrer">
            {text.viewInShop} <Icon name="external" />
          </a>
        )}
      </section>
    </div>
  );
}
