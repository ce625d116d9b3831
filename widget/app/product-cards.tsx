import { useRef, useState } from 'preact/hooks';
import type { CardProduct, ComparedAttribute } from '../../shared/card.ts';
import { formatPrice } from '../../shared/format-price.ts';
import { Icon } from './icons.tsx';
import type { Labels } from './labels.ts';
import { memo } from './memo.ts';
import { usePanel } from './panel-context.ts';
import { useMessageExtras } from './use-extras.ts';
import { webAddress } from './web-address.ts';

interface ProductCardsProps {
  products: CardProduct[];
  comparison?: ComparedAttribute[];
  note?: string;
}

/** Products side by side: scrolled by finger, wheel, arrow buttons, or by moving the focus. */
export const ProductCards = memo(({ products, comparison, note }: ProductCardsProps) => {
  const { labels } = usePanel();
  const extras = useMessageExtras(true);
  const list = useRef<HTMLUListElement>(null);
  return (
    <section class="products" aria-label={labels.products}>
      {note && <p class="cards-note">{note}</p>}
      <ul
        class="cards"
        ref={list}
        onKeyDown={extras?.moveByCard}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: cards without a link are scrolled by keyboard too.
        tabIndex={0}
        aria-label={labels.products}
      >
        {products.map((product) => (
          <Card key={product.id} product={product} />
        ))}
      </ul>
      {extras && comparison && (
        <extras.ComparisonTable products={products} comparison={comparison} />
      )}
      {extras && <extras.TurnButtons row={list} products={products} />}
    </section>
  );
});

function Card({ product }: { product: CardProduct }) {
  const { labels, events, onLeave } = usePanel();
  const extras = useMessageExtras(true);
  const { title, brand, media, options = [] } = product;
  const choices = options.filter(({ count }) => count > 1);
  const url = webAddress(product.url);
  const follow = (event: MouseEvent) => {
    // A tab of its own is not the page's to give.
    if (event.ctrlKey || event.metaKey || events.emit('product:click', product)) onLeave();
    else event.preventDefault();
  };
  return (
    <li class="card" part="card">
      <div class="picture">
        <Picture url={webAddress(media?.url)} alt={media?.alt_text ?? ''} />
      </div>
      <div class="card-text">
        {brand && <p class="brand">{brand}</p>}
        <p class="title" title={title}>
          {title}
        </p>
        <CardPrice product={product} />
        <p class={product.availability.available ? 'stock' : 'stock stock-out'}>
          {availabilityText(product, labels)}
        </p>
        {choices.length > 0 && (
          <p class="options">
            {choices.map(({ name, count }) => labels.say('choices', { name, count })).join(' · ')}
          </p>
        )}
        {url && (
          <a
            class="view"
            href={url}
            aria-label={labels.say('viewProduct', { title })}
            onClick={follow}
          >
            {labels.view}
          </a>
        )}
        {extras && <extras.CartButton product={product} />}
      </div>
    </li>
  );
}

/** A picture that does not load leaves the box to the placeholder behind it. */
function Picture({ url, alt }: { url: string | undefined; alt: string }) {
  const [failed, setFailed] = useState(false);
  if (!url || failed) return <Icon name="photo" />;
  return (
    <img
      src={url}
      alt={alt}
      loading="lazy"
      decoding="async"
      width={160}
      height={160}
      onError={() => setFailed(true)}
    />
  );
}

function CardPrice({ product }: { product: CardProduct }) {
  const { labels, locale } = usePanel();
  const { min, max } = product.price_range;
  const listPrice = product.list_price_range?.min;
  const price = formatPrice(min, locale);
  const isOne = min.amount === max.amount;
  return (
    <p class="price">
      <span class="amount" dir={isOne ? 'ltr' : undefined}>
        {isOne ? price : labels.say('from', { price })}
      </span>
      {listPrice && listPrice.amount > min.amount && (
        <>
          <span class="unseen"> {labels.insteadOf} </span>
          <s>{formatPrice(listPrice, locale)}</s>
        </>
      )}
    </p>
  );
}

function availabilityText({ availability }: CardProduct, labels: Labels): string {
  switch (availability.status) {
    case 'backorder':
      return labels.backorder;
    case 'preorder':
      return labels.preorder;
    case 'discontinued':
      return labels.discontinued;
    default:
      return availability.available ? labels.inStock : labels.outOfStock;
  }
}
