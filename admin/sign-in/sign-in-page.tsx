import { useEffect, useState } from 'preact/hooks';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { Brand } from '../layout/brand.tsx';
import { Field } from '../parts/field.tsx';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { signIn } from '../session/session.ts';
import { words } from '../words/words.ts';
import './sign-in.css';

/** Stands at whatever address was asked for, so that signing in leads there. */
export function SignInPage() {
  const text = words();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${text.signIn} · Aisle`;
  }, [text]);
  const submit = async () => {
    setError(undefined);
    setBusy(true);
    try {
      await signIn(email, password);
    } catch (problem) {
      setError(signInProblem(problem));
      setBusy(false);
    }
  };
  return (
    <main class="sign-in">
      <form
        class="panel sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Brand />
        <h1>{text.signInTitle}</h1>
        <Field label={text.email}>
          <input
            class="input"
            type="text"
            inputMode="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={254}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </Field>
        <Field label={text.password} error={error}>
          <input
            class="input"
            type="password"
            autocomplete="current-password"
            required
            maxLength={200}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </Field>
        <button type="submit" class="button button-main" disabled={isBusy}>
          {text.signIn}
        </button>
      </form>
      <LanguageSwitch />
    </main>
  );
}

function signInProblem(problem: unknown): string {
  const isRefused = problem instanceof ApiProblem && problem.code === 'unauthorized';
  return isRefused ? words().problems.wrongLogin : problemText(problem);
}
