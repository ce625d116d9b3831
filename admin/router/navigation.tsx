import { computed, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { pathOf, type Route, routeOf } from './route.ts';

type Target = Exclude<Route, { page: 'unknown' }>;

const path = signal(location.pathname);
export const route = computed(() => routeOf(path.value));

/** Set by a page with unsaved changes; false keeps the visitor on it. */
let mayLeave: (() => boolean) | undefined;

/** While `ask` is set, leaving the page by a link or the back button asks it first. */
export function guardLeaving(ask: (() => boolean) | undefined): void {
  mayLeave = ask;
}

export function navigate(target: Target, { replace = false } = {}): void {
  const next = pathOf(target);
  if (next !== path.value && mayLeave && !mayLeave()) return;
  mayLeave = undefined;
  if (replace) history.replaceState(null, '', next);
  else history.pushState(null, '', next);
  path.value = location.pathname;
  scrollTo(0, 0);
}

export function listenToHistory(): void {
  addEventListener('popstate', () => {
    if (mayLeave && !mayLeave()) {
      history.pushState(null, '', path.value);
      return;
    }
    mayLeave = undefined;
    path.value = location.pathname;
  });
}

interface LinkProps {
  to: Target;
  class?: string;
  'aria-label'?: string;
  'aria-current'?: 'page';
  children: ComponentChildren;
}

/** A link within the app. Clicks that ask for a new tab or window are left to the browser. */
export function Link({ to, children, ...attributes }: LinkProps) {
  const follow = (event: MouseEvent) => {
    const isPlain =
      event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!isPlain) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a {...attributes} href={pathOf(to)} onClick={follow}>
      {children}
    </a>
  );
}
