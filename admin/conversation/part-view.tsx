import { useState } from 'preact/hooks';
import type { AdminMessage, AdminStore } from '../../shared/admin.ts';
import type { CardProduct } from '../../shared/card.ts';
import { formatPrice } from '../../shared/format-price.ts';
import type { MessagePart } from '../../shared/message.ts';
import type { Quote } from '../../shared/quote.ts';
import { adminApi } from '../api/admin-api.ts';
import { Icon } from '../parts/icon.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { words } from '../words/words.ts';
import { AnswerText } from './answer-text.tsx';

/** A part of a message. Whatever somebody wrote arrives on the page as text, never as HTML. */
export function PartView({
  store,
  part,
  role,
}: {
  store: AdminStore;
  part: MessagePart;
  role: AdminMessage['role'];
}) {
  switch (part.type) {
    case 'text':
      return role === 'assistant' ? (
        <AnswerText text={part.text} />
      ) : (
        <p class="bubble-text">{part.text}</p>
      );
    case 'file':
      return <Photo store={store} url={part.url} />;
    case 'data-products':
      return (
        <>
          {part.data.note && <p class="quiet">{part.data.note}</p>}
          <ProductCards store={store} products={part.data.products} />
        </>
      );
    case 'data-quote':
      return <QuoteCard store={store} quote={part.data} />;
    case 'data-notice':
      return (
        <p class="bubble-notice">
          <Icon name="alert" /> {part.data.text} <code>{part.data.code}</code>
        </p>
      );
    default:
      return null;
  }
}

function Photo({ store, url }: { store: AdminStore; url: string }) {
  const [isGone, setGone] = useState(false);
  const source = adminApi.imageUrl(store.key, url);
  if (!source || isGone) return <p class="quiet">{words().photoGone}</p>;
  return <img class="photo" src={source} alt={words().photo} onError={() => setGone(true)} />;
}

function ProductCards({ store, products }: { store: AdminStore; products: CardProduct[] }) {
  return (
    <ul class="cards">
      {products.map(({ id, title, media, price_range: { min, max } }) => (
        <li key={id} class="card">
          <ProductPicture url={media?.url} alt="" />
          <span class="card-title">{title}</span>
          <span class="amount">
            {formatPrice(min, store.locale)}
            {max.amount > min.amount && ` – ${formatPrice(max, store.locale)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function QuoteCard({ store, quote }: { store: AdminStore; quote: Quote }) {
  const text = words();
  const show = (amount: number) => formatPrice({ amount, currency: quote.currency }, store.locale);
  return (
    <div class="quote">
      <ul>
        {quote.line_items.map(({ title, quantity, subtotal }, index) => (
          <li key={index} class="quote-line">
            <span>
              {quantity} × {title}
            </span>
            <span class="amount">{show(subtotal)}</span>
          </li>
        ))}
      </ul>
      <p class="quote-line">
        <span>{text.quoteSubtotal}</span>
        <span class="amount">{show(quote.subtotal)}</span>
      </p>
      {quote.discounts.applied.map(({ code, title, amount }) => (
        <p key={code} class="quote-line">
          <span>
            {text.quoteDiscount} {code} · {title}
          </span>
          <span class="amount">{show(-amount)}</span>
        </p>
      ))}
      {quote.messages.map(({ code, content }) => (
        <p key={code} class="bubble-notice">
          <Icon name="alert" /> {content}
        </p>
      ))}
      <p class="quote-line quote-total">
        <span>{text.quoteTotal}</span>
        <span class="amount">{show(quote.total)}</span>
      </p>
    </div>
  );
}
