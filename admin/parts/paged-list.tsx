import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { problemText } from '../api/problem-text.ts';
import { endIfSignedOut } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ResourceView } from './resource-view.tsx';
import { useResource } from './use-resource.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

interface PagedListProps<T> {
  /** Another key is another list. */
  listKey: string;
  load(cursor: string | undefined, signal?: AbortSignal): Promise<Page<T>>;
  empty: ComponentChildren;
  children(items: T[], replace: (which: (item: T) => boolean, next: T) => void): ComponentChildren;
}

/** A list that arrives page by page, on demand. */
export function PagedList<T>({ listKey, load, empty, children }: PagedListProps<T>) {
  const list = useResource<Page<T>>(listKey, (signal) => load(undefined, signal));
  return (
    <ResourceView resource={list}>
      {(shown) => {
        if (shown.items.length === 0) return empty;
        const replace = (which: (item: T) => boolean, next: T) =>
          list.update((last) => ({
            ...last,
            items: last.items.map((item) => (which(item) ? next : item)),
          }));
        return (
          <>
            {children(shown.items, replace)}
            {shown.nextCursor !== null && (
              <MoreButton
                key={shown.nextCursor}
                load={async () => {
                  const next = await load(shown.nextCursor ?? undefined);
                  list.update((last) => ({ ...next, items: [...last.items, ...next.items] }));
                }}
              />
            )}
          </>
        );
      }}
    </ResourceView>
  );
}

function MoreButton({ load }: { load: () => Promise<void> }) {
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const more = async () => {
    setLoading(true);
    setError(undefined);
    try {
      await load();
    } catch (problem) {
      if (!endIfSignedOut(problem)) setError(problemText(problem));
    } finally {
      setLoading(false);
    }
  };
  return (
    <div class="list-more">
      {error !== undefined && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <button type="button" class="button" disabled={isLoading} onClick={() => void more()}>
        {isLoading ? words().loading : words().more}
      </button>
    </div>
  );
}
