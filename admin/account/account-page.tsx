import { useState } from 'preact/hooks';
import type { AdminSession, AdminStore } from '../../shared/admin.ts';
import { adminApi } from '../api/admin-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { SideLinks } from '../layout/side-links.tsx';
import { Facts } from '../parts/facts.tsx';
import { Field } from '../parts/field.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { announce } from '../parts/toast.tsx';
import { roleWords } from '../session/role-words.ts';
import { endIfSignedOut, signOut } from '../session/session.ts';
import { words } from '../words/words.ts';
import './account.css';
import { accountWords } from './account-words.ts';
import { SessionList } from './session-list.tsx';

interface AccountPageProps {
  session: AdminSession;
  /** The one whose pages the menu leads to. */
  store: AdminStore | undefined;
}

export function AccountPage({ session, store }: AccountPageProps) {
  const text = words();
  return (
    <>
      <PageHead title={text.account} />
      <section class="panel panel-padded narrow">
        <Facts
          facts={[
            [text.signedInAs, session.email],
            [accountWords().role, roleWords()[session.role].name],
            [text.language, <LanguageSwitch key="language" />],
          ]}
        />
        <SignOutButton />
      </section>
      <nav class="panel account-links" aria-label={accountWords().more}>
        <SideLinks store={store} withoutAccount />
      </nav>
      <SessionList />
      <PasswordForm />
      <p class="quiet">{text.version(session.version)}</p>
    </>
  );
}

function SignOutButton() {
  const [error, setError] = useState<string | undefined>(undefined);
  const leave = () =>
    signOut().catch((problem) => {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
    });
  return (
    <>
      <button type="button" class="button" onClick={() => void leave()}>
        {words().signOut}
      </button>
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

function PasswordForm() {
  const text = words();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    setError(undefined);
    setSaving(true);
    try {
      await adminApi.changePassword({ current_password: current, new_password: next });
      setCurrent('');
      setNext('');
      announce(words().passwordChanged);
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(passwordProblem(problem));
    } finally {
      setSaving(false);
    }
  };
  return (
    <form
      class="panel panel-padded narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{text.changePassword}</h2>
      <Field label={text.currentPassword} error={error}>
        <input
          class="input"
          type="password"
          autocomplete="current-password"
          required
          maxLength={200}
          value={current}
          onInput={(event) => setCurrent(event.currentTarget.value)}
        />
      </Field>
      <Field label={text.newPassword} hint={text.newPasswordHint}>
        <input
          class="input"
          type="password"
          autocomplete="new-password"
          required
          minLength={10}
          maxLength={200}
          value={next}
          onInput={(event) => setNext(event.currentTarget.value)}
        />
      </Field>
      <button type="submit" class="button button-main" disabled={isSaving}>
        {isSaving ? text.saving : text.changePassword}
      </button>
    </form>
  );
}

function passwordProblem(problem: unknown): string {
  const isWrong =
    problem instanceof ApiProblem &&
    problem.fields.some(({ pointer }) => pointer === '/current_password');
  return isWrong ? words().wrongCurrentPassword : problemText(problem);
}
