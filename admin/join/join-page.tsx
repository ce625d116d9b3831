import { useEffect, useState } from 'preact/hooks';
import type { OpenInvitation } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { Brand } from '../layout/brand.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { Field } from '../parts/field.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useAction } from '../parts/use-action.ts';
import { useResource } from '../parts/use-resource.ts';
import { Link, navigate } from '../router/navigation.tsx';
import { roleWords } from '../session/role-words.ts';
import { join } from '../session/session.ts';
import '../sign-in/sign-in.css';
import { joinWords } from './join-words.ts';

/** Where an invitation's link leads. The token stands behind the # of the address, and leaves it at once. */
export function JoinPage() {
  const text = joinWords();
  const [token] = useState(() => location.hash.slice(1));
  const invitation = useResource<OpenInvitation>(token, (signal) =>
    peopleApi.invitation(token, signal),
  );
  useEffect(() => {
    document.title = `${text.join} · Aisle`;
    history.replaceState(null, '', location.pathname);
  }, [text]);
  const isGone =
    invitation.error instanceof ApiProblem &&
    ['not_found', 'invalid_request'].includes(invitation.error.code);
  return (
    <main class="sign-in">
      <div class="panel sign-in-form">
        <Brand />
        <h1>{invitation.value?.purpose === 'password' ? text.passwordTitle : text.title}</h1>
        {isGone ? (
          <EmptyState title={text.goneTitle} text={text.goneText}>
            <Link to={{ page: 'home' }}>{text.signIn}</Link>
          </EmptyState>
        ) : (
          <ResourceView resource={invitation}>
            {(found) => <JoinForm invitation={found} token={token} />}
          </ResourceView>
        )}
      </div>
      <LanguageSwitch />
    </main>
  );
}

function JoinForm({ invitation, token }: { invitation: OpenInvitation; token: string }) {
  const text = joinWords();
  const isPassword = invitation.purpose === 'password';
  const [password, setPassword] = useState('');
  const { run, isBusy, error } = useAction(explain);
  const submit = () =>
    run(async () => {
      await join({ token, password });
      navigate({ page: 'home' }, { replace: true });
    });
  return (
    <form
      class="join-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p>{isPassword ? text.passwordFor(invitation.email) : text.welcome(invitation.email)}</p>
      {!isPassword && <Facts facts={[[text.role, roleWords()[invitation.role].name]]} />}
      {/* So that the browser remembers the password under the right name. */}
      <input type="hidden" autocomplete="username" value={invitation.email} />
      <Field label={text.password} hint={text.passwordHint} error={error}>
        <input
          class="input"
          type="password"
          autocomplete="new-password"
          required
          minLength={10}
          maxLength={200}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
      <button type="submit" class="button button-main" disabled={isBusy}>
        {isPassword ? text.savePassword : text.submit}
      </button>
    </form>
  );
}

function explain(problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return problemText(problem);
  if (problem.code === 'conflict') return joinWords().taken;
  return problem.code === 'not_found' ? joinWords().goneText : problemText(problem);
}
