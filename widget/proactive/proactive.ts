import type { PublicStore } from '../../shared/store.ts';
import type { EmbedOptions } from '../embed-options.ts';
import type { ProactivePage } from '../panel-port.ts';
import { forgetQuiet, maySpeak, readSaved } from './quiet.ts';
import { watchFor } from './watch.ts';

/** A server that answers later has nothing to say any more. */
const LONGEST_WAIT_MS = 10_000;

let watching: { root: ShadowRoot; end(): void } | undefined;

/**
 * With the page's consent, waits for one of the store's rules to be met; without it, ends that and forgets. Nothing is
 * asked of the server where it would have to be quiet anyway. Rejects when the rules do not come.
 */
export async function consent(given: boolean, page: ProactivePage): Promise<void> {
  const { embed, root } = page;
  if (given && watching?.root === root) return;
  watching?.end();
  watching = undefined;
  if (!given) return forgetQuiet(embed.storeKey);
  if (!maySpeak(readSaved(embed.storeKey), Date.now())) return;
  const mine = { root, end() {} };
  watching = mine;
  const store = await loadStore(embed);
  // The page has changed its mind meanwhile.
  if (watching !== mine || !store.proactive) return;
  mine.end = watchFor(store.proactive, { ...page, locale: store.locale });
}

async function loadStore({ base, storeKey }: EmbedOptions): Promise<PublicStore> {
  const response = await fetch(`${base}v1/store?key=${encodeURIComponent(storeKey)}`, {
    credentials: 'omit',
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
