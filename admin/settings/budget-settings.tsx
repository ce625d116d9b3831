import type { AdminStore } from '../../shared/admin.ts';
import type { AdminModelList } from '../../shared/admin-costs.ts';
import { adminApi } from '../api/admin-api.ts';
import { UnpricedNotice, unpricedModels } from '../costs/unpriced-notice.tsx';
import { dollarsText } from '../format/dollars.ts';
import { Field } from '../parts/field.tsx';
import { useResource } from '../parts/use-resource.ts';
import { Link } from '../router/navigation.tsx';
import { language, words } from '../words/words.ts';
import type { SectionProps } from './settings-sections.tsx';

/** What an amount looks like, for a message: 2.50 dollars. */
const EXAMPLE_MICROS = 2_500_000;

export function BudgetSettings(props: SectionProps & { store: AdminStore }) {
  const { store, draft, mistakes, onChange } = props;
  const text = words();
  const list = useResource<AdminModelList>('', (signal) => adminApi.modelPrices(signal));
  const hasBudget = [draft.dayBudget, draft.visitorDayBudget].some((typed) => typed.trim() !== '');
  const wrong = text.wrongDollars(dollarsText(EXAMPLE_MICROS, language.value));
  return (
    <section class="panel panel-padded">
      <h2>{text.budgets}</h2>
      <p class="quiet">{text.budgetsHint}</p>
      <Field
        label={text.dayBudget}
        hint={text.dayBudgetHint(store.time_zone)}
        error={mistakes.dayBudget ? wrong : undefined}
      >
        <input
          class="input short-input"
          inputMode="decimal"
          autocomplete="off"
          value={draft.dayBudget}
          onInput={(event) => onChange({ dayBudget: event.currentTarget.value })}
        />
      </Field>
      <Field
        label={text.visitorDayBudget}
        hint={text.visitorDayBudgetHint}
        error={mistakes.visitorDayBudget ? wrong : undefined}
      >
        <input
          class="input short-input"
          inputMode="decimal"
          autocomplete="off"
          value={draft.visitorDayBudget}
          onInput={(event) => onChange({ visitorDayBudget: event.currentTarget.value })}
        />
      </Field>
      {hasBudget && list.value && (
        <UnpricedNotice unpriced={unpricedModels(list.value.models)} hasBudget>
          {() => <Link to={{ page: 'costs', store: store.key }}>{text.setPrice}</Link>}
        </UnpricedNotice>
      )}
    </section>
  );
}
