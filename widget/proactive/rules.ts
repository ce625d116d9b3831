import type { ProactiveRule } from '../../shared/proactive.ts';

/** What a rule asks of a page and of what somebody does there. */
export interface Moment {
  /** The path of the page's address. */
  path: string;
  /** For how long the page was on screen. */
  seconds: number;
  /** How much of the page was on screen; 0 before anybody scrolled. */
  percent: number;
  /** The mouse left by the upper edge. */
  hasLeft: boolean;
  /** Undefined where the page told nothing of it. */
  cart: 'empty' | 'filled' | undefined;
}

export function isDue(
  { trigger, cart, pages }: Omit<ProactiveRule, 'texts'>,
  now: Moment,
): boolean {
  if (cart !== 'any' && cart !== now.cart) return false;
  if (pages.length > 0 && !pages.some((pattern) => matchesPage(pattern, now.path))) return false;
  switch (trigger.on) {
    case 'time':
      return now.seconds >= trigger.seconds;
    case 'scroll':
      return now.percent >= trigger.percent;
    case 'exit':
      return now.hasLeft;
    default:
      // Of a newer server.
      return false;
  }
}

/** `*` stands for anything, also for nothing. Without one a slash at the end makes no difference. */
export function matchesPage(pattern: string, path: string): boolean {
  const address = readable(path);
  const parts = readable(pattern).split('*');
  const start = parts.shift()!;
  const end = parts.pop();
  if (end === undefined) return withoutSlash(address) === withoutSlash(start);
  if (!address.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = address.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return address.length - end.length >= at && address.endsWith(end);
}

/** As people write it, and browsers do not: `/giày` is `/gi%C3%A0y` in an address. */
function readable(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    // A sign of percent that begins nothing.
    return path;
  }
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}
