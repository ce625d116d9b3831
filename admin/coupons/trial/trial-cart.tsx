import type { Quote } from '../../../shared/quote.ts';
import { Icon } from '../../parts/icon.tsx';
import { type CartLine, MOST_QUANTITY } from './trial.ts';
import { trialWords } from './trial-words.ts';

interface TrialCartProps {
  lines: CartLine[];
  quote: Quote | undefined;
  onChange(lines: CartLine[]): void;
}

/** What is bought, and how many. */
export function TrialCart({ lines, quote, onChange }: TrialCartProps) {
  const text = trialWords();
  const set = (key: string, part: Partial<CartLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  if (lines.length === 0) return null;
  return (
    <ul class="trial-lines">
      {lines.map(({ key, title, variants, variantId, quantity }, index) => (
        <li key={key} class="trial-line">
          <span class="trial-title">
            {title}
            {quote?.line_items[index]?.available === false && (
              <span class="coupon-note">{text.soldOut}</span>
            )}
          </span>
          {variants.length > 1 && (
            <select
              class="input trial-variant"
              aria-label={text.variant(title)}
              value={variantId}
              onChange={(event) => set(key, { variantId: event.currentTarget.value })}
            >
              {variants.map((variant) => (
                <option key={variant.id} value={variant.id}>
                  {variant.title}
                </option>
              ))}
            </select>
          )}
          <input
            class="input trial-quantity"
            type="number"
            min={1}
            max={MOST_QUANTITY}
            aria-label={text.quantity(title)}
            value={quantity}
            onInput={(event) => {
              const typed = Math.trunc(event.currentTarget.valueAsNumber);
              if (typed >= 1 && typed <= MOST_QUANTITY) set(key, { quantity: typed });
            }}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={text.takeOut(title)}
            onClick={() => onChange(lines.filter((line) => line.key !== key))}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
