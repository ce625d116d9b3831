import { useState } from 'preact/hooks';
import type { AdminRole } from '../../shared/admin.ts';
import type { MadeInvitation } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { Field } from '../parts/field.tsx';
import { useAction } from '../parts/use-action.ts';
import { RoleField } from '../session/role-field.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { teamWords } from './team-words.ts';

/** Makes a link by which somebody joins. */
export function InviteForm({ onInvited }: { onInvited(): void }) {
  const text = teamWords();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<AdminRole>('editor');
  const [made, setMade] = useState<MadeInvitation | undefined>(undefined);
  const { run, isBusy, error } = useAction(explain);
  const invite = () =>
    run(async () => {
      setMade(await peopleApi.invite({ email, role }));
      setEmail('');
    });
  return (
    <form
      class="panel panel-padded invite"
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <h2>{text.invite}</h2>
      <div class="invite-fields">
        <Field label={text.email} error={error}>
          <input
            class="input"
            type="email"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={254}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </Field>
        <RoleField label={text.role} role={role} onChange={setRole} />
        <button type="submit" class="button button-main" disabled={isBusy}>
          {text.makeLink}
        </button>
      </div>
      {made && (
        <InvitationLink
          made={made}
          onClose={() => {
            setMade(undefined);
            onInvited();
          }}
        />
      )}
    </form>
  );
}

function explain(problem: unknown): string {
  const isTaken = problem instanceof ApiProblem && problem.code === 'conflict';
  return isTaken ? teamWords().taken : problemText(problem);
}
