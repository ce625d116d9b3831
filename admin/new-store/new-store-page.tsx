import { useState } from 'preact/hooks';
import type { AdminStore } from '../../shared/admin.ts';
import { peopleApi } from '../api/people-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Field } from '../parts/field.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { announce } from '../parts/toast.tsx';
import { useAction } from '../parts/use-action.ts';
import { navigate } from '../router/navigation.tsx';
import { isOwner } from '../session/may-edit.ts';
import { addStore } from '../session/session.ts';
import { newStoreWords } from './new-store-words.ts';
import { currencies, StoreFacts } from './store-facts.tsx';
import { storeKeyOf } from './store-key.ts';

/** For owners. `isFirst`: it stands in the place of everything else. */
export function NewStorePage({ isFirst = false }: { isFirst?: boolean }) {
  const text = newStoreWords();
  if (!isOwner()) return <EmptyState title={text.none} text={text.noneText} />;
  return (
    <>
      <PageHead title={isFirst ? text.firstStore : text.newStore} />
      <p class="quiet">{text.text}</p>
      <NewStoreForm />
    </>
  );
}

function NewStoreForm() {
  const text = newStoreWords();
  const [name, setName] = useState('');
  /** Undefined while it follows the name. */
  const [ownKey, setOwnKey] = useState<string | undefined>(undefined);
  const [facts, setFacts] = useState(likelyFacts);
  const { run, isBusy, error } = useAction(explain);
  const key = ownKey ?? storeKeyOf(name);
  const create = () =>
    run(async () => {
      const made: AdminStore = await peopleApi.makeStore({ key, name, ...facts });
      addStore(made);
      announce(text.created(made.name));
      navigate({ page: 'overview', store: made.key });
    });
  return (
    <form
      class="panel panel-padded narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Field label={text.name}>
        <input
          class="input"
          required
          maxLength={200}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field label={text.key} hint={text.keyHint}>
        <input
          class="input input-code"
          required
          maxLength={63}
          pattern="[a-z0-9][a-z0-9\-]*"
          title={text.wrongKey}
          spellcheck={false}
          autocapitalize="none"
          value={key}
          onInput={(event) => setOwnKey(event.currentTarget.value)}
        />
      </Field>
      <StoreFacts facts={facts} onChange={(next) => setFacts((last) => ({ ...last, ...next }))} />
      <AlertText>{error}</AlertText>
      <button type="submit" class="button button-main" disabled={isBusy}>
        {text.create}
      </button>
    </form>
  );
}

/** What the reader's own browser says. */
function likelyFacts() {
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  const isVietnamese = locale.startsWith('vi');
  const likely = isVietnamese ? 'VND' : 'USD';
  const currency = currencies().includes(likely) ? likely : (currencies()[0] ?? likely);
  return { currency, locale, time_zone: timeZone };
}

function explain(problem: unknown): string {
  const isTaken = problem instanceof ApiProblem && problem.code === 'conflict';
  return isTaken ? newStoreWords().taken : problemText(problem);
}
