import { useState } from 'preact/hooks';
import type { AdminPerson, MadeInvitation, PersonChange } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { formatMoment } from '../format/format-moment.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { Badge } from '../parts/badge.tsx';
import { announce } from '../parts/toast.tsx';
import { useAction } from '../parts/use-action.ts';
import { ROLES } from '../session/role-field.tsx';
import { roleWords } from '../session/role-words.ts';
import { askSession } from '../session/session.ts';
import { language } from '../words/words.ts';
import { InvitationLink } from './invitation-link.tsx';
import { teamWords } from './team-words.ts';

interface PersonRowProps {
  person: AdminPerson;
  isMe: boolean;
  onChanged(): void;
}

/** One person: their role is changed where it stands. */
export function PersonRow({ person, isMe, onChanged }: PersonRowProps) {
  const text = teamWords();
  const { email, role, disabled_at: disabledAt, last_seen_at: lastSeen } = person;
  const [link, setLink] = useState<MadeInvitation | undefined>(undefined);
  const { run, isBusy, error } = useAction(explain);
  const change = (fields: PersonChange) =>
    run(async () => {
      await peopleApi.changePerson(person.id, fields);
      announce(text.changed(email));
      // What I may do has changed: the menu follows.
      if (isMe) await askSession();
      else onChanged();
    });
  return (
    <li class="person">
      <div class="person-who">
        <p class="person-email">
          {email} {isMe && <Badge tone="quiet">{text.you}</Badge>}
          {disabledAt !== null && <Badge tone="bad">{text.disabled}</Badge>}
        </p>
        <p class="quiet person-seen">
          {lastSeen === null
            ? text.notSignedIn
            : `${text.lastSeen}: ${formatMoment(lastSeen, language.value)}`}
        </p>
        <AlertText>{error}</AlertText>
      </div>
      <select
        // A refused change shows the role that they still have.
        key={`${role} ${error}`}
        class="input person-role"
        aria-label={text.roleOf(email)}
        disabled={isBusy}
        value={role}
        onChange={(event) => {
          const chosen = ROLES.find((name) => name === event.currentTarget.value);
          if (chosen) void change({ role: chosen });
        }}
      >
        {ROLES.map((name) => (
          <option key={name} value={name}>
            {roleWords()[name].name}
          </option>
        ))}
      </select>
      {disabledAt === null && !isMe && (
        <button
          type="button"
          class="button button-small"
          disabled={isBusy}
          aria-label={text.passwordLinkFor(email)}
          onClick={() => void run(async () => setLink(await peopleApi.makePasswordLink(person.id)))}
        >
          {text.passwordLink}
        </button>
      )}
      <button
        type="button"
        class="button button-small"
        disabled={isBusy}
        aria-label={disabledAt === null ? text.disablePerson(email) : text.enablePerson(email)}
        onClick={() => {
          if (disabledAt !== null) void change({ disabled: false });
          else if (confirm(text.disableSure(email))) void change({ disabled: true });
        }}
      >
        {disabledAt === null ? text.disable : text.enable}
      </button>
      {link && (
        <InvitationLink
          made={link}
          onClose={() => {
            setLink(undefined);
            onChanged();
          }}
        />
      )}
    </li>
  );
}

function explain(problem: unknown): string {
  const isLastOwner = problem instanceof ApiProblem && problem.code === 'conflict';
  return isLastOwner ? teamWords().lastOwner : problemText(problem);
}
