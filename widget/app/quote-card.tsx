import { formatPrice } from '../../shared/format-price.ts';
import type { Quote } from '../../shared/quote.ts';
import { Icon } from './icons.tsx';
import { memo } from './memo.ts';
import { usePanel } from './panel-context.ts';
import { useMessageExtras } from './use-extras.ts';

interface QuoteCardProps {
  quote: Quote;
  /** It was worked out while the page was there. */
  isNew: boolean;
}

/** What a cart costs, line by line, as the server worked it out. */
export const QuoteCard = memo(({ quote, isNew }: QuoteCardProps) => {
  const { labels, locale } = usePanel();
  const extras = useMessageExtras(true);
  const price = (amount: number) => formatPrice({ amount, currency: quote.currency }, locale);
  const { applied } = quote.discounts;
  return (
    <section class="quote" part="card" aria-label={labels.quote}>
      <ul class="quote-lines">
        {quote.line_items.map((line, index) => (
          <li key={index} class="quote-row">
            <span class="quote-title">
              {line.title}
              {line.quantity > 1 && <span class="quantity"> × {line.quantity}</span>}
            </span>
            <span>{price(line.subtotal)}</span>
          </li>
        ))}
      </ul>
      {quote.line_items.length > 1 && (
        <p class="quote-row quote-muted">
          <span>{labels.subtotal}</span>
          <span>{price(quote.subtotal)}</span>
        </p>
      )}
      {applied.map(({ code, amount }) => (
        <p key={code} class="quote-row quote-saving">
          <span>
            <Icon name="tag" /> {labels.say('saving', { code })}
          </span>
          <span>−{price(amount)}</span>
        </p>
      ))}
      {quote.messages.map(({ path, content }) => (
        <p key={path} class="quote-refusal">
          <Icon name="alert" />
          <span>
            <strong>{labels.couponRefused} </strong>
            {content}
          </span>
        </p>
      ))}
      <p class="quote-row quote-total">
        <span>{labels.total}</span>
        <span>{price(quote.total)}</span>
      </p>
      {quote.basis === 'stated_price' && <p class="quote-note">{labels.statedPrice}</p>}
      {extras && quote.expires_at && (
        <extras.Expiry at={new Date(quote.expires_at)} isNew={isNew} />
      )}
    </section>
  );
});
