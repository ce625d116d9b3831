import type { AdminStore } from '../../../shared/admin.ts';
import type { CardProduct } from '../../../shared/card.ts';
import { formatPrice } from '../../../shared/format-price.ts';
import type { Media } from '../../../shared/product.ts';
import type { Theme } from '../../../shared/store.ts';
import { ProductPicture } from '../../parts/product-picture.tsx';
import { productWords } from '../product-words.ts';

interface CardPreviewProps {
  store: AdminStore;
  card: CardProduct;
  /** As it is kept: the card's own address is that by which shoppers reach us, perhaps not this page's. */
  picture: Media | undefined;
  /** Undefined: that which a panel has by default. */
  theme: Theme | undefined;
}

/**
 * The card that a shopper sees beside an answer, in the looks of the panel: test/browser/card-preview.test.ts holds both
 * to each other. Nothing on it can be pressed.
 */
export function CardPreview({ store, card, picture, theme }: CardPreviewProps) {
  const text = productWords();
  const { min, max } = card.price_range;
  const list = card.list_price_range?.min;
  const price = formatPrice(min, store.locale);
  const choices = (card.options ?? []).filter(({ count }) => count > 1);
  const { available, status = available ? 'in_stock' : 'out_of_stock' } = card.availability;
  return (
    <div
      class={theme ? `shop-card shop-card-${theme.scheme} shop-card-${theme.radius}` : 'shop-card'}
      ref={(element) => {
        if (theme) element?.style.setProperty('--shop-accent', theme.accent);
      }}
    >
      <div class="shop-card-picture">
        <ProductPicture url={picture?.url} alt={picture?.alt_text ?? ''} />
      </div>
      <div class="shop-card-text">
        {card.brand && <p class="shop-card-quiet shop-card-brand">{card.brand}</p>}
        <p class="shop-card-title">{card.title}</p>
        <p class="shop-card-price">
          <span class="shop-card-amount">
            {min.amount === max.amount ? price : text.fromPrice(price)}
          </span>
          {list && list.amount > min.amount && <s>{formatPrice(list, store.locale)}</s>}
        </p>
        <p class={available ? 'shop-card-stock' : 'shop-card-stock shop-card-quiet'}>
          {text.cardAvailability[status]}
        </p>
        {choices.length > 0 && (
          <p class="shop-card-quiet shop-card-options">
            {choices.map(({ name, count }) => text.choices(name, count)).join(' · ')}
          </p>
        )}
        {card.url && <p class="shop-card-view">{text.view}</p>}
      </div>
    </div>
  );
}
