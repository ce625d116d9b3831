import type { AdminSessionList, AdminSessionRow } from '../../shared/admin-people.ts';
import { peopleApi } from '../api/people-api.ts';
import { formatMoment } from '../format/format-moment.ts';
import { AlertText } from '../parts/alert-text.tsx';
import { Badge } from '../parts/badge.tsx';
import { ResourceView } from '../parts/resource-view.tsx';
import { announce } from '../parts/toast.tsx';
import { useAction } from '../parts/use-action.ts';
import { useResource } from '../parts/use-resource.ts';
import { forgetSession } from '../session/session.ts';
import { language } from '../words/words.ts';
import { accountWords } from './account-words.ts';
import { browserName } from './browser-name.ts';

/** The reader's own sessions, and how to end them. */
export function SessionList() {
  const text = accountWords();
  const list = useResource<AdminSessionList>('', (signal) => peopleApi.sessions(signal));
  const { run, isBusy, error } = useAction();
  const end = (id: string) =>
    run(async () => {
      await peopleApi.endSession(id);
      announce(text.ended);
      list.reload();
    });
  const endAll = () =>
    run(async () => {
      await peopleApi.endAllSessions();
      forgetSession();
    });
  return (
    <section class="panel panel-padded sessions">
      <h2>{text.sessions}</h2>
      <ResourceView resource={list}>
        {({ sessions }) => (
          <ul class="session-list">
            {sessions.map((session) => (
              <SessionView
                key={session.id}
                session={session}
                isBusy={isBusy}
                onEnd={() => void end(session.id)}
              />
            ))}
          </ul>
        )}
      </ResourceView>
      <AlertText>{error}</AlertText>
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => {
          if (confirm(text.endAllSure)) void endAll();
        }}
      >
        {text.endAll}
      </button>
    </section>
  );
}

interface SessionViewProps {
  session: AdminSessionRow;
  isBusy: boolean;
  onEnd(): void;
}

function SessionView({ session, isBusy, onEnd }: SessionViewProps) {
  const text = accountWords();
  const moment = (iso: string) => formatMoment(iso, language.value);
  const browser = browserText(session.user_agent);
  return (
    <li class="session">
      <div>
        <p class="session-browser" title={session.user_agent ?? undefined}>
          {browser} {session.current && <Badge tone="good">{text.thisBrowser}</Badge>}
        </p>
        <p class="quiet session-facts">
          {[
            session.network ?? text.unknownNetwork,
            text.startedAt(moment(session.started_at)),
            text.lastSeen(moment(session.last_seen_at)),
          ].join(' · ')}
        </p>
      </div>
      {!session.current && (
        <button
          type="button"
          class="button button-small"
          aria-label={text.endSession(browser)}
          disabled={isBusy}
          onClick={onEnd}
        >
          {text.end}
        </button>
      )}
    </li>
  );
}

function browserText(userAgent: string | null): string {
  const text = accountWords();
  const { browser, system } = browserName(userAgent ?? '');
  if (browser && system) return text.browserOn(browser, system);
  return browser ?? userAgent ?? text.unknownBrowser;
}
