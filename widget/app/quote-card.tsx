import { formatPrice } from '../../shared/format-price.ts';
import type { Quote } from '../../shared/quote.ts';
import { Icon } from './icons.tsx';
import { memo } from './memo.ts';
import { usePanel } from './panel-context.ts';

/** What a cart costs, line by line, as the server worked it out. */
export const QuoteCard = memo(({ quote }: { quote: Quote }) => {
  const { labels, locale } = usePanel();
  const price = (amount: number) => formatPrice({ amount, currency: quote.currency }, locale);
  const { applied } = quote.discounts;
  const refusals = quote.messages.map(({ content }) => content);
  return (
    <section class="quote" aria-label={labels.quote}>
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
      {refusals.map((reason) => (
        <p key={reason} class="quote-refusal">
          <Icon name="alert" />
          <span>
            <strong>{labels.couponRefused}. </strong>
            {reason}
          </span>
        </p>
      ))}
      <p class="quote-row quote-total">
        <span>{labels.total}</span>
        <span>{price(quote.total)}</span>
      </p>
      {quote.basis === 'stated_price' && <p class="quote-note">{labels.statedPrice}</p>}
    </section>
  );
});
