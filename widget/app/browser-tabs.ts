import { savedKey } from '../saved-key.ts';
import type { TabNote, Tabs } from '../state/tabs.ts';

export interface BrowserTabs extends Tabs {
  close(): void;
}

/**
 * Notes between the tabs of this origin: over a BroadcastChannel, or through localStorage where there is none (Safari
 * before 15.4). What is no note of ours is not heard.
 */
export function openTabs(storeKey: string, hear: (note: TabNote) => void): BrowserTabs {
  const name = `${savedKey(storeKey)}:tabs`;
  const onNote = (note: unknown) => {
    if (isNote(note)) hear(note);
  };
  return typeof BroadcastChannel === 'undefined'
    ? throughStorage(name, onNote)
    : throughChannel(name, onNote);
}

type OnNote = (note: unknown) => void;

function throughChannel(name: string, onNote: OnNote): BrowserTabs {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => onNote(data);
  return {
    tell: (note) => channel.postMessage(note),
    close: () => channel.close(),
  };
}

function throughStorage(name: string, onNote: OnNote): BrowserTabs {
  const onStorage = ({ key, newValue }: StorageEvent) => {
    if (key === name && newValue) onNote(parse(newValue));
  };
  addEventListener('storage', onStorage);
  return {
    tell(note) {
      try {
        localStorage.setItem(name, JSON.stringify(note));
        // So that the same note again is a change again.
        localStorage.removeItem(name);
      } catch {
        // Refused: then other tabs read it when somebody opens them anew.
      }
    },
    close: () => removeEventListener('storage', onStorage),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNote(note: unknown): note is TabNote {
  if (typeof note !== 'object' || note === null || !('kind' in note)) return false;
  if (note.kind === 'forgotten') return true;
  const isKnown = note.kind === 'changed' || note.kind === 'reading';
  return isKnown && 'conversationId' in note && typeof note.conversationId === 'string';
}
