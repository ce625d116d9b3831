import type { AdminInvitation } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { formatDate } from '../format/format-moment.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { Badge } from '../parts/badge.tsx';
import { announce } from '../parts/toast.tsx';
import { useAction } from '../parts/use-action.ts';
import { roleWords } from '../session/role-words.ts';
import { language } from '../words/words.ts';
import { teamWords } from './team-words.ts';

interface OpenInvitationsProps {
  invitations: AdminInvitation[];
  onRevoked(): void;
}

export function OpenInvitations({ invitations, onRevoked }: OpenInvitationsProps) {
  const text = teamWords();
  const { run, isBusy, error } = useAction();
  const revoke = (id: string) =>
    run(async () => {
      await peopleApi.revokeInvitation(id);
      announce(text.revoked);
      onRevoked();
    });
  return (
    <section class="panel panel-padded">
      <h2>{text.invitations}</h2>
      <AlertText>{error}</AlertText>
      {invitations.length === 0 ? (
        <p class="quiet">{text.noInvitations}</p>
      ) : (
        <ul class="invitations">
          {invitations.map(({ id, purpose, email, role, invited_by: by, expires_at: end }) => (
            <li key={id} class="person invitation">
              <div class="person-who">
                <p class="person-email">
                  {email}{' '}
                  <Badge tone="quiet">
                    {purpose === 'password' ? text.newPassword : roleWords()[role].name}
                  </Badge>
                </p>
                <p class="quiet person-seen">
                  {text.invitedBy(by)}, {text.validUntil(formatDate(end, language.value))}
                </p>
              </div>
              <button
                type="button"
                class="button button-small"
                aria-label={text.revokeInvitation(email)}
                disabled={isBusy}
                onClick={() => void revoke(id)}
              >
                {text.revoke}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
