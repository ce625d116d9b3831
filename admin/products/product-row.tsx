import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type {
  AdminProduct,
  AdminProductRow,
  AdminStore,
  VariantChange,
} from '../../shared/admin.ts';
import { moneyOf } from '../format/money.ts';
import { Badge } from '../parts/badge.tsx';
import { Icon } from '../parts/icon.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { Link } from '../router/navigation.tsx';
import { words } from '../words/words.ts';
import { useProductSave } from './use-product-save.tsx';
import { VariantCells } from './variant-cells.tsx';

interface ProductRowProps {
  store: AdminStore;
  product: AdminProductRow;
  onStored(product: AdminProduct): void;
}

/** A product of the list. One with a single variant is edited here; others open to show theirs. */
export function ProductRow({ store, product, onStored }: ProductRowProps) {
  const { save, isSaving, error, dialog } = useProductSave(store, product, onStored);
  const [isOpen, setOpen] = useState(false);
  const variantsId = useId();
  const saveVariant = (change: VariantChange) => save({ variants: [change] });
  const to = { page: 'product', store: store.key, id: product.id } as const;
  const [only] = product.variants;
  const isSingle = product.variant_count === 1 && only !== undefined;
  return (
    <li class="product">
      <div class="product-line">
        <ProductPicture url={product.media[0]?.url} alt="" />
        <div class="product-name">
          <Link to={to} class="product-title">
            {product.title}
          </Link>
          <span class="product-facts">
            {[product.brand, isSingle ? only.sku : undefined, product.categories[0]]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
        {isSingle ? (
          <VariantCells
            store={store}
            variant={only}
            name={product.title}
            isSaving={isSaving}
            onChange={saveVariant}
          />
        ) : (
          <VariantSummary store={store} product={product}>
            <button
              type="button"
              class="button button-small product-toggle"
              aria-expanded={isOpen}
              aria-controls={variantsId}
              onClick={() => setOpen(!isOpen)}
            >
              {words().showVariants(product.variant_count)} <Icon name="down" />
            </button>
          </VariantSummary>
        )}
      </div>
      {!isSingle && (
        <ul class="variants" id={variantsId} hidden={!isOpen}>
          {isOpen &&
            product.variants.map((variant) => (
              <li key={variant.id} class="product-line variant">
                <div class="product-name">
                  <span>{variant.title}</span>
                  {variant.sku && <span class="product-facts">{variant.sku}</span>}
                </div>
                <VariantCells
                  store={store}
                  variant={variant}
                  name={`${product.title}, ${variant.title}`}
                  isSaving={isSaving}
                  onChange={saveVariant}
                />
              </li>
            ))}
          {product.variant_count > product.variants.length && (
            <li class="variant-more">
              <Link to={to}>
                {words().moreVariants(product.variant_count - product.variants.length)}
              </Link>
            </li>
          )}
        </ul>
      )}
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      {dialog}
    </li>
  );
}

interface VariantSummaryProps {
  store: AdminStore;
  product: AdminProductRow;
  children: ComponentChildren;
}

function VariantSummary({ store, product: { variants }, children }: VariantSummaryProps) {
  const money = moneyOf(store);
  const prices = variants.map(({ price }) => price);
  const lowest = Math.min(...prices);
  const highest = Math.max(...prices);
  const counted = variants.flatMap(({ stock }) => stock ?? []);
  const isAvailable = variants.some(
    ({ availability }) => !['out_of_stock', 'discontinued'].includes(availability),
  );
  const names = words().availabilityNames;
  return (
    <>
      <div class="product-price product-static">
        <span class="amount">{money.show(lowest)}</span>
        {highest > lowest && <span class="amount"> – {money.show(highest)}</span>}
      </div>
      <div class="product-stock product-static">
        <span class="phone-label" aria-hidden="true">
          {words().stock}
        </span>
        {counted.length > 0 ? (
          counted.reduce((sum, stock) => sum + stock, 0)
        ) : (
          <span class="quiet">{words().notCounted}</span>
        )}
      </div>
      <div class="product-availability">
        <Badge tone={isAvailable ? 'good' : 'quiet'}>
          {isAvailable ? names.in_stock : names.out_of_stock}
        </Badge>
        {children}
      </div>
    </>
  );
}
