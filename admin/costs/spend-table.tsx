import { useState } from 'preact/hooks';
import type { AdminSpendLine } from '../../shared/admin-costs.ts';
import { formatCost, formatCount, formatDuration } from '../format/format-amounts.ts';
import { formatDay } from '../format/format-moment.ts';
import { language, words } from '../words/words.ts';

const LINES_AT_FIRST = 10;

/** Every day and model of the period. On a phone each line is a card. */
export function SpendTable({ spend }: { spend: AdminSpendLine[] }) {
  const text = words();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? spend : spend.slice(0, LINES_AT_FIRST);
  return (
    <section class="panel">
      <h2 class="panel-padded">{text.byDayAndModel}</h2>
      <table class="table card-table spend-table">
        <thead>
          <tr>
            <th scope="col">{text.day}</th>
            <th scope="col">{text.model}</th>
            <th scope="col">{text.calls}</th>
            <th scope="col">{text.tokens}</th>
            <th scope="col">{text.firstContent}</th>
            <th scope="col" class="number">
              {text.cost}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <SpendRow key={`${line.day} ${line.model}`} line={line} />
          ))}
        </tbody>
      </table>
      {shown.length < spend.length && (
        <div class="list-more spend-more">
          <button type="button" class="button" onClick={() => setWhole(true)}>
            {text.more}
          </button>
        </div>
      )}
    </section>
  );
}

function SpendRow({ line }: { line: AdminSpendLine }) {
  const text = words();
  const locale = language.value;
  const count = (number: number) => formatCount(number, locale);
  const { failed_calls: failed, cached_input_tokens: cached, unpriced_calls: unpriced } = line;
  const { cost_micros: cost, median_first_content_ms: firstContent } = line;
  return (
    <tr>
      <th scope="row">{formatDay(line.day, locale)}</th>
      <td data-label={text.model}>{line.model || text.beforeLedger}</td>
      <td data-label={text.calls}>
        {count(line.calls)}
        {failed > 0 && <span class="cell-note bad">{text.failedCalls(count(failed))}</span>}
        {line.images > 0 && <span class="cell-note">{text.photosSent(line.images)}</span>}
      </td>
      <td data-label={text.tokens}>
        {text.tokensInOut(count(line.input_tokens), count(line.output_tokens))}
        {cached > 0 && <span class="cell-note">{text.cachedTokens(count(cached))}</span>}
      </td>
      <td data-label={text.firstContent}>
        {firstContent === null ? '–' : formatDuration(firstContent, locale)}
      </td>
      <td data-label={text.cost} class="number">
        {cost === null ? text.costUnknown : formatCost(cost, locale)}
        {unpriced > 0 && cost !== null && (
          <span class="cell-note">{text.unpricedCalls(count(unpriced))}</span>
        )}
      </td>
    </tr>
  );
}
