import type { PublicProactive } from '../../shared/proactive.ts';
import type { AisleContext } from '../index.d.ts';
import type { PanelCall, ProactivePage } from '../panel-port.ts';
import { keepQuiet, maySpeak, readSaved } from './quiet.ts';
import { isDue, type Moment } from './rules.ts';

/**
 * Looks once a second, and when the mouse leaves, whether a rule is met; then speaks, once. Ends by itself with the widget,
 * when the shopper opens the panel, and when the page under the message becomes another one. `locale`: the store's.
 */
export function watchFor(
  { days, rules }: PublicProactive,
  { embed, root, calls, locale }: ProactivePage & { locale: string },
): () => void {
  const { storeKey, attributes } = embed;
  const launcher = root.querySelector<HTMLElement>('.launcher')!;
  let path = location.pathname;
  let seconds = 0;
  let hasLeft = false;
  let hasSpoken = false;
  let hasEnded = false;
  let silence = () => {};

  const end = () => {
    clearInterval(timer);
    document.documentElement.removeEventListener('mouseleave', onLeave);
    hasEnded = true;
    silence();
  };
  const look = () => {
    // A panel, also one that was never open, stands before the launcher.
    const hasPanel = launcher.ariaExpanded === 'true' || root.firstElementChild !== launcher;
    if (!root.host.isConnected || hasPanel) return end();
    if (location.pathname !== path) {
      if (hasSpoken) return end();
      path = location.pathname;
      seconds = 0;
      hasLeft = false;
    }
    if (hasSpoken || document.visibilityState === 'hidden' || root.host.className) return;
    const now = { path, seconds, hasLeft, percent: percentSeen(), cart: cartOf(calls) };
    const index = rules.findIndex((rule) => isDue(rule, now));
    if (index >= 0) speak(index).catch(end);
  };
  const speak = async (rule: number) => {
    hasSpoken = true;
    const { speakUp } = await import('./speak.ts');
    // Another tab was first, or the shopper was.
    if (hasEnded || !maySpeak(readSaved(storeKey), Date.now())) return end();
    keepQuiet(storeKey, { now: Date.now(), days });
    const wanted = [attributes.locale, document.documentElement.lang, locale];
    silence = speakUp({ rule, texts: rules[rule]!.texts, wanted }, { storeKey, root, calls, end });
  };
  const onLeave = ({ clientY }: MouseEvent) => {
    hasLeft ||= clientY <= 0;
    look();
  };
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') seconds += 1;
    look();
  }, 1_000);
  document.documentElement.addEventListener('mouseleave', onLeave);
  return end;
}

/** Of the height of the page; 0 before anybody scrolled. */
function percentSeen(): number {
  const { scrollHeight } = document.documentElement;
  return scrollY > 0 ? (100 * (scrollY + innerHeight)) / scrollHeight : 0;
}

function cartOf(calls: readonly PanelCall[]): Moment['cart'] {
  const [context] = (calls.findLast(([name]) => name === 'setContext')?.[1] ??
    []) as AisleContext[];
  return context?.cart && (context.cart[0] ? 'filled' : 'empty');
}
