import { useCallback, useRef, useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import { productApi } from '../../api/product-api.ts';
import { AlertText } from '../../parts/alert-text.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ProductPicker } from '../../parts/product-picker.tsx';
import { RadioRow } from '../../parts/radio-row.tsx';
import { TokenInput } from '../../parts/token-input.tsx';
import { Link } from '../../router/navigation.tsx';
import { mayEdit } from '../../session/may-edit.ts';
import { couponWords } from '../coupon-words.ts';
import type { NamedProduct } from './coupon-form-state.ts';
import type { CouponSectionProps } from './coupon-section.ts';

/** What a coupon is for. */
export function ScopeFields({ store, form, mistakes, onChange }: CouponSectionProps) {
  const text = couponWords();
  const categories = useCategories(store);
  return (
    <section class="panel panel-padded">
      <h2>{text.scope}</h2>
      <RadioRow
        label={text.scope}
        value={form.scope}
        options={[
          ['everything', text.everything],
          ['categories', text.categories],
          ['products', text.products],
        ]}
        onChange={(scope) => onChange({ scope })}
      />
      {form.scope === 'categories' && (
        <>
          <TokenInput
            label={text.categories}
            hint={text.categoriesHint}
            values={form.categories}
            suggestions={categories.values}
            maxLength={500}
            removeLabel={text.remove}
            onWanted={categories.load}
            onChange={(values) => onChange({ categories: values })}
          />
          <AlertText>{mistakes.has('categories') ? text.mistakes.categories : undefined}</AlertText>
        </>
      )}
      {form.scope === 'products' && (
        <>
          <Chosen
            store={store}
            products={form.products}
            onChange={(products) => onChange({ products })}
          />
          {mayEdit() && (
            <ProductPicker
              store={store}
              label={text.addProduct}
              noneFound={text.noProductFound}
              found={text.foundProducts}
              onPick={({ id, title }) => {
                const others = form.products.filter((product) => product.id !== id);
                onChange({ products: [...others, { id, title }] });
              }}
            />
          )}
          <AlertText>{mistakes.has('products') ? text.mistakes.products : undefined}</AlertText>
        </>
      )}
    </section>
  );
}

interface ChosenProps {
  store: AdminStore;
  products: NamedProduct[];
  onChange(products: NamedProduct[]): void;
}

function Chosen({ store, products, onChange }: ChosenProps) {
  const text = couponWords();
  if (products.length === 0) return null;
  return (
    <ul class="scope-products">
      {products.map(({ id, title }) => (
        <li key={id} class="scope-product">
          {title === null ? (
            <span class="quiet">{text.productGone}</span>
          ) : (
            <Link to={{ page: 'product', store: store.key, id }}>{title}</Link>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label={text.remove(title ?? text.productGone)}
            onClick={() => onChange(products.filter((product) => product.id !== id))}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Those in use, asked for when the field first wants them. Without an answer it suggests nothing. */
function useCategories(store: AdminStore) {
  const [values, setValues] = useState<string[] | undefined>(undefined);
  const isAsked = useRef(false);
  const load = useCallback(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    productApi.values(store.key).then(
      (known) => setValues(known.categories),
      () => {
        isAsked.current = false;
      },
    );
  }, [store.key]);
  return { values, load };
}
