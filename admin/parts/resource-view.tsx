import type { ComponentChildren } from 'preact';
import { problemText } from '../api/problem-text.ts';
import { ApiProblem } from '../api/request.ts';
import { words } from '../words/words.ts';
import { EmptyState } from './empty-state.tsx';
import type { Resource } from './use-resource.ts';

/** The value when it is there, else why not. */
export function ResourceView<T>({
  resource,
  children,
}: {
  resource: Resource<T>;
  children: (value: T) => ComponentChildren;
}) {
  const { value, error, reload } = resource;
  if (value !== undefined) return <>{children(value)}</>;
  if (error === undefined) return <Loading />;
  if (error instanceof ApiProblem && error.code === 'not_found') return <NotFound />;
  return (
    <div class="notice notice-bad" role="alert">
      <p>{problemText(error)}</p>
      <button type="button" class="button" onClick={reload}>
        {words().tryAgain}
      </button>
    </div>
  );
}

export function NotFound() {
  return <EmptyState title={words().notFoundTitle} text={words().notFoundText} />;
}

function Loading() {
  return (
    <div class="loading" role="status">
      <span class="loading-text">{words().loading}</span>
      <span class="skeleton" />
      <span class="skeleton" />
      <span class="skeleton" />
    </div>
  );
}
