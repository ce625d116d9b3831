import { savedKey } from '../saved-key.ts';
import type { TabNote, Tabs } from '../state/tabs.ts';

export interface BrowserTabs extends Tabs {
  close(): void;
}

/**
 * Notes between the tabs of this origin. Browsers that know the loader's style sheets all have a BroadcastChannel. What
 * is no note of ours is not heard.
 */
export function openTabs(storeKey: string, hear: (note: TabNote) => void): BrowserTabs {
  const channel = new BroadcastChannel(`${savedKey(storeKey)}:tabs`);
  channel.onmessage = ({ data }) => {
    if (isNote(data)) hear(data);
  };
  return {
    tell: (note) => channel.postMessage(note),
    close: () => channel.close(),
  };
}

function isNote(note: unknown): note is TabNote {
  if (typeof note !== 'object' || note === null || !('kind' in note)) return false;
  if (note.kind === 'forgotten') return true;
  const isKnown = note.kind === 'changed' || note.kind === 'reading';
  return isKnown && 'conversationId' in note && typeof note.conversationId === 'string';
}
