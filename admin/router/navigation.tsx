import { batch, computed, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { pathOf, type Route, routeOf } from './route.ts';

type Target = Exclude<Route, { page: 'unknown' }>;

const path = signal(location.pathname);
const search = signal(location.search);
export const route = computed(() => routeOf(path.value));
/** What stands behind the address's question mark: the filters and the order of a list. */
export const query = computed(() => new URLSearchParams(search.value));

/** Set by a page with unsaved changes; false keeps the visitor on it. */
let mayLeave: (() => boolean) | undefined;

/** While `ask` is set, leaving the page by a link or the back button asks it first. */
export function guardLeaving(ask: (() => boolean) | undefined): void {
  mayLeave = ask;
}

/** True when nothing unsaved would be lost, or whoever asked for it wants that. */
export function mayLoseChanges(): boolean {
  return !mayLeave || mayLeave();
}

interface Step {
  /** Takes the place of the present address in the history. */
  replace?: boolean;
  /** Without its question mark. */
  query?: string;
}

export function navigate(target: Target, { replace = false, query: text }: Step = {}): void {
  const next = pathOf(target);
  if (next !== path.value && mayLeave && !mayLeave()) return;
  mayLeave = undefined;
  remember(next + (text ? `?${text}` : ''), replace);
  scrollTo(0, 0);
}

/** Writes the filters of a list into the address; the page stays. */
export function changeQuery(next: URLSearchParams, { replace = false } = {}): void {
  const text = next.toString();
  if (text !== query.value.toString()) remember(path.value + (text ? `?${text}` : ''), replace);
}

function remember(address: string, replace: boolean): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  readAddress();
}

function readAddress(): void {
  batch(() => {
    path.value = location.pathname;
    search.value = location.search;
  });
}

export function listenToHistory(): void {
  addEventListener('popstate', () => {
    if (mayLeave && location.pathname !== path.value && !mayLeave()) {
      history.pushState(null, '', path.value + search.value);
      return;
    }
    if (location.pathname !== path.value) mayLeave = undefined;
    readAddress();
  });
}

interface LinkProps {
  to: Target;
  /** Without its question mark. */
  query?: string;
  class?: string;
  tabIndex?: number;
  'data-focus'?: string;
  'aria-label'?: string;
  'aria-current'?: 'page';
  children: ComponentChildren;
}

/** A link within the app. Clicks that ask for a new tab or window are left to the browser. */
export function Link({ to, query: text, children, ...attributes }: LinkProps) {
  const follow = (event: MouseEvent) => {
    const isPlain =
      event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!isPlain) return;
    event.preventDefault();
    navigate(to, { query: text });
  };
  return (
    <a {...attributes} href={pathOf(to) + (text ? `?${text}` : '')} onClick={follow}>
      {children}
    </a>
  );
}
