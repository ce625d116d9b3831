import type { AdminStore } from '../../shared/admin.ts';
import type { AdminCosts, AdminDayBudget } from '../../shared/admin-costs.ts';
import { formatCost } from '../format/format-amounts.ts';
import { Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';

/** From here on the page warns: a call that may cost more than is left is not made. */
const NEARLY_FULL = 0.8;

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
      {limit > 0 && <BudgetBar name={name} used={used} limit={limit} />}
      {reserved > 0 && <p class="quiet">{text.setAside(show(reserved))}</p>}
      {used >= limit ? (
        <p class="budget-used-up">{text.budgetUsedUp}</p>
      ) : (
        used >= limit * NEARLY_FULL && <p class="budget-low">{text.budgetLow}</p>
      )}
    </>
  );
}

function BudgetBar({ name, used, limit }: { name: string; used: number; limit: number }) {
  const share = Math.min(1, used / limit);
  const state = share < NEARLY_FULL ? 'fine' : share < 1 ? 'near' : 'full';
  return (
    // biome-ignore lint/a11y/useSemanticElements: what is inside a meter looks different in every browser.
    <svg
      class={`budget-bar budget-${state}`}
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
    >
      <rect width={share * 100} height={1} />
    </svg>
  );
}
