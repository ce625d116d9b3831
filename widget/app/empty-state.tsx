import type { PublicStore } from '../../shared/store.ts';
import { Avatar } from './header.tsx';
import { usePanel } from './panel-context.ts';
import { useExtras } from './use-extras.ts';

/** What stands in the list before the first question. */
export function EmptyState({ name, store }: { name: string; store: PublicStore | undefined }) {
  const { labels, saved, session } = usePanel();
  const extras = useExtras();
  return (
    <div class="empty">
      <Avatar name={name} />
      <p class="greeting">{saved.read().said || store?.greeting || labels.greeting}</p>
      <div class="starters">
        {store?.starters.map((starter) => (
          <button type="button" class="starter" key={starter} onClick={() => session.send(starter)}>
            {starter}
          </button>
        ))}
      </div>
      <p class="disclaimer">{labels.disclaimer}</p>
      {extras && <extras.ForgetMe />}
    </div>
  );
}
