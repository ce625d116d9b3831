import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageEvents } from '../page-events.ts';
import type { ChatSession } from '../state/chat-session.ts';
import type { SavedSession } from '../state/saved-session.ts';
import type { Labels } from './labels.ts';
import type { PanelLanguage } from './languages.ts';

export interface PanelTools {
  session: ChatSession;
  saved: SavedSession;
  labels: Labels;
  language: PanelLanguage;
  /** BCP 47, accepted by `Intl`. */
  locale: string;
  events: PageEvents;
  /** `data-cart` of the tag. */
  cart: string | undefined;
  /** Called before a link takes the shopper to another page of the shop. */
  onLeave(): void;
}

export const PanelContext = createContext<PanelTools | undefined>(undefined);

export function usePanel(): PanelTools {
  const tools = useContext(PanelContext);
  if (!tools) throw new Error('outside the panel');
  return tools;
}
