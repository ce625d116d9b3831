import type { AdminStore } from '../../shared/admin.ts';
import type { AdminCosts, AdminDayBudget } from '../../shared/admin-costs.ts';
import { formatCost } from '../format/format-amounts.ts';
import { Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';

/** What today has cost so far, against the budgets. */
export function TodayPanel({ store, costs }: { store: AdminStore; costs: AdminCosts }) {
  const text = words();
  const { installation, visitor_limit_micros: visitorLimit } = costs;
  return (
    <section class="panel panel-padded">
      <div class="section-head">
        <h2>{text.spentToday}</h2>
        <Link to={{ page: 'settings', store: store.key }}>{text.changeBudgets}</Link>
      </div>
      <BudgetView name={text.spentToday} budget={costs.store} />
      {visitorLimit !== null && (
        <p class="quiet">{text.visitorAtMost(formatCost(visitorLimit, language.value))}</p>
      )}
      {installation !== null && installation.limit_micros !== null && (
        <div class="budget-other">
          <h3>{text.installationToday}</h3>
          <BudgetView name={text.installationToday} budget={installation} />
        </div>
      )}
    </section>
  );
}

/** From here on the bar warns. */
const NEARLY_FULL = 0.8;

function BudgetView({ name, budget }: { name: string; budget: AdminDayBudget }) {
  const text = words();
  const show = (micros: number) => formatCost(micros, language.value);
  const { spent_micros: spent, reserved_micros: reserved, limit_micros: limit } = budget;
  const used = spent + reserved;
  if (limit === null) {
    return (
      <>
        <p class="budget-amount">{show(used)}</p>
        <p class="quiet">{text.noBudget}</p>
      </>
    );
  }
  return (
    <>
      <p class="budget-amount">{text.spentOf(show(used), show(limit))}</p>
      {limit > 0 && (
        <meter
          class="budget-bar"
          aria-label={name}
          min={0}
          max={limit}
          low={limit * NEARLY_FULL}
          high={limit - 1}
          optimum={0}
          value={used}
        >
          {text.spentOf(show(used), show(limit))}
        </meter>
      )}
      {reserved > 0 && <p class="quiet">{text.setAside(show(reserved))}</p>}
      {used >= limit && <p class="budget-full">{text.budgetUsedUp}</p>}
    </>
  );
}
