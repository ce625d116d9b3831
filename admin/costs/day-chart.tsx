import type { AdminCosts } from '../../shared/admin-costs.ts';
import { formatCost, formatCount } from '../format/format-amounts.ts';
import { formatDay } from '../format/format-moment.ts';
import { language, words } from '../words/words.ts';
import { type DayBar, spendByDay } from './spend-by-day.ts';

const BAR_WIDTH = 10;
const GAP = 2;
const HEIGHT = 100;
/** The smallest amount is still to be seen. */
const LEAST_HEIGHT = 2;

/** A bar for each day. The table beneath it has the numbers. */
export function DayChart({ costs }: { costs: AdminCosts }) {
  const text = words();
  const locale = language.value;
  const { unit, bars } = spendByDay(costs);
  const show = (amount: number) =>
    unit === 'cost' ? formatCost(amount, locale) : formatCount(amount, locale);
  const highest = bars.reduce((most, bar) => (bar.amount > most.amount ? bar : most));
  const title = unit === 'cost' ? text.costByDay : text.callsByDay;
  const total = bars.reduce((sum, { amount }) => sum + amount, 0);
  const most = formatDay(highest.day, locale);
  const summary = text.totalAndMost(show(total), show(highest.amount), most);
  return (
    <section class="panel panel-padded">
      <div class="section-head">
        <h2>{title}</h2>
        <p class="quiet">{summary}</p>
      </div>
      <svg
        class="chart"
        role="img"
        aria-label={`${title}. ${summary}`}
        viewBox={`0 0 ${bars.length * BAR_WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {bars.map((bar, index) => (
          <Bar key={bar.day} bar={bar} index={index} most={highest.amount}>
            {`${formatDay(bar.day, locale)}: ${show(bar.amount)}`}
          </Bar>
        ))}
      </svg>
      <div class="chart-days" aria-hidden="true">
        <span>{formatDay(bars[0]?.day ?? costs.today, locale)}</span>
        <span>{formatDay(costs.today, locale)}</span>
      </div>
    </section>
  );
}

function Bar(props: { bar: DayBar; index: number; most: number; children: string }) {
  const { bar, index, most, children } = props;
  const share = most > 0 ? (bar.amount / most) * HEIGHT : 0;
  const height = bar.amount > 0 ? Math.max(share, LEAST_HEIGHT) : 0;
  const x = index * BAR_WIDTH + GAP / 2;
  return (
    <g>
      <title>{children}</title>
      <rect class="chart-ground" x={x} y={0} width={BAR_WIDTH - GAP} height={HEIGHT} />
      <rect class="chart-bar" x={x} y={HEIGHT - height} width={BAR_WIDTH - GAP} height={height} />
    </g>
  );
}
