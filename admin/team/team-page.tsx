import type { AdminSession } from '../../shared/admin.ts';
import type { AdminTeam } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { useResource } from '../parts/use-resource.ts';
import { InviteForm } from './invite-form.tsx';
import { OpenInvitations } from './open-invitations.tsx';
import { PersonRow } from './person-row.tsx';
import './team.css';
import { teamWords } from './team-words.ts';

/** For owners: who may sign in, and who is invited to. */
export function TeamPage({ session }: { session: AdminSession }) {
  const text = teamWords();
  const team = useResource<AdminTeam>('', (signal) => peopleApi.team(signal));
  return (
    <>
      <PageHead title={text.team} />
      <p class="quiet">{text.teamText}</p>
      <ResourceView resource={team}>
        {({ people, invitations }) => (
          <>
            <ul class="panel people" aria-label={text.team}>
              {people.map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  isMe={person.email === session.email}
                  onChanged={team.reload}
                />
              ))}
            </ul>
            <InviteForm onInvited={team.reload} />
            <OpenInvitations invitations={invitations} onRevoked={team.reload} />
          </>
        )}
      </ResourceView>
    </>
  );
}
