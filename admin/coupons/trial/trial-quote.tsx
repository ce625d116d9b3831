import type { AdminStore } from '../../../shared/admin.ts';
import type { CouponDraft } from '../../../shared/admin-coupons.ts';
import type { Quote, QuoteMessage } from '../../../shared/quote.ts';
import { moneyOf } from '../../format/money.ts';
import { words } from '../../words/words.ts';
import type { Trial } from './trial.ts';
import { trialWords } from './trial-words.ts';
import type { TrialResult } from './use-trial.ts';
import { storeNow, whyRefused } from './why-refused.ts';

interface TrialQuoteProps {
  store: AdminStore;
  trial: Trial;
  draft: CouponDraft | undefined;
  /** The coupon's window as the store's clocks show it. */
  moments: { startsAt: string; endsAt: string };
  result: TrialResult;
}

/** What the cart comes to, or what is missing to know it. */
export function TrialQuote({ store, trial, draft, moments, result }: TrialQuoteProps) {
  const text = trialWords();
  const { quote, isStale, error } = result;
  const money = moneyOf(store);
  const waits = !draft ? text.fixFirst : trial.lines.length === 0 ? text.emptyCart : undefined;
  const shown = waits === undefined && error === undefined ? quote : undefined;
  return (
    <div class="trial-result" aria-busy={isStale}>
      {shown && <QuoteTable store={store} quote={shown} />}
      {/* Read out at every change, so not the whole table. */}
      <div role="status">
        {waits !== undefined && <p class="field-hint">{waits}</p>}
        {error !== undefined && <p class="field-error">{`${text.failed} ${error}`}</p>}
        {shown && (
          <>
            <p class="visually-hidden">
              {text.result(money.show(shown.discount), money.show(shown.total))}
            </p>
            <Refusals store={store} trial={trial} draft={draft} moments={moments} quote={shown} />
          </>
        )}
      </div>
    </div>
  );
}

function QuoteTable({ store, quote }: { store: AdminStore; quote: Quote }) {
  const text = words();
  const money = moneyOf(store);
  const less = (amount: number) => (amount === 0 ? money.show(0) : `−${money.show(amount)}`);
  return (
    <table class="table trial-table">
      <caption class="visually-hidden">{trialWords().tryIt}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{text.product}</th>
          <th scope="col">{text.quoteSubtotal}</th>
          <th scope="col">{text.quoteDiscount}</th>
          <th scope="col">{text.quoteTotal}</th>
        </tr>
      </thead>
      <tbody>
        {quote.line_items.map(({ title, quantity, subtotal, discount, total }, index) => (
          <tr key={`${index} ${title}`}>
            <th scope="row">{quantity === 1 ? title : `${quantity} × ${title}`}</th>
            <Amount label={text.quoteSubtotal}>{money.show(subtotal)}</Amount>
            <Amount label={text.quoteDiscount}>{less(discount)}</Amount>
            <Amount label={text.quoteTotal}>{money.show(total)}</Amount>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {quote.discounts.applied.length > 1 &&
          quote.discounts.applied.map(({ code, title, amount }) => (
            <tr key={code}>
              <th scope="row" colSpan={2}>
                <code>{code}</code> {title}
              </th>
              <Amount label={text.quoteDiscount}>{less(amount)}</Amount>
              <td />
            </tr>
          ))}
        <tr class="trial-total">
          <th scope="row">{text.quoteTotal}</th>
          <Amount label={text.quoteSubtotal}>{money.show(quote.subtotal)}</Amount>
          <Amount label={text.quoteDiscount}>{less(quote.discount)}</Amount>
          <Amount label={text.quoteTotal}>{money.show(quote.total)}</Amount>
        </tr>
      </tfoot>
    </table>
  );
}

/** With what its column is called in sight: the heads of columns are only heard. */
function Amount({ label, children }: { label: string; children: string }) {
  return (
    <td class="amount" data-label={label}>
      {children}
    </td>
  );
}

function Refusals(props: Omit<TrialQuoteProps, 'result'> & { quote: Quote }) {
  const { store, trial, draft, moments, quote } = props;
  const text = trialWords();
  if (quote.messages.length === 0) return null;
  const at = trial.at || storeNow(store.time_zone);
  // The coupon in the form is the first of the codes.
  const isOwn = ({ path, code }: QuoteMessage) =>
    path === '$.discounts.codes[0]' && code === 'discount_code_invalid';
  const why =
    draft && quote.messages.some(isOwn)
      ? whyRefused(draft, trial.customer ?? null, { ...moments, at })
      : undefined;
  return (
    <div class="trial-refused">
      <p class="trial-refused-head">{text.refused}</p>
      <ul>
        {quote.messages.map(({ path, content }) => (
          <li key={path} lang={trial.language}>
            {content}
          </li>
        ))}
      </ul>
      {why && (
        <p>
          <strong>{text.because[why]}</strong> {text.whyHidden}
        </p>
      )}
    </div>
  );
}
