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
      {lines.map(({ key, title, variants, variantId, quantity }) => (
        <li key={key} class="trial-line">
          <span class="trial-title">
            {title}
            {isSoldOut(quote, { variantId, quantity }) && (
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
              if (typed >= 1) set(key, { quantity: Math.min(typed, MOST_QUANTITY) });
            }}
            onBlur={(event) => {
              // An emptied field shows again what is tried.
              event.currentTarget.value = String(quantity);
            }}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={text.takeOut(title)}
            onClick={(event) => {
              focusBeside(event.currentTarget);
              onChange(lines.filter((line) => line.key !== key));
            }}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** By what was asked, not by place: an answer may be of the cart as it was. */
function isSoldOut(
  quote: Quote | undefined,
  { variantId, quantity }: Pick<CartLine, 'variantId' | 'quantity'>,
): boolean {
  const line = quote?.line_items.find(
    (priced) => priced.variant_id === variantId && priced.quantity === quantity,
  );
  return line?.available === false;
}

/** Who takes lines out by keyboard goes on at the next one; after the last, where products are added. */
function focusBeside(button: HTMLElement): void {
  const line = button.closest('li');
  const beside = line?.nextElementSibling ?? line?.previousElementSibling;
  const next = beside
    ? beside.querySelector('button')
    : button.closest('section')?.querySelector<HTMLElement>('[role=combobox]');
  next?.focus();
}
