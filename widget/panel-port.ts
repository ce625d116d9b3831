import type { EmbedOptions } from './embed-options.ts';
import type { Aisle } from './index.d.ts';

/** What the loader brings later. */
export interface LaterParts {
  panel: PanelModule;
  proactive: ProactiveModule;
}

/** What the loader and the lazily loaded panel know of each other. Types only. */
export interface PanelModule {
  /** Settles when it is drawn, out of sight. */
  mountPanel(options: PanelOptions): Promise<PanelHandle>;
}

export interface PanelOptions {
  embed: EmbedOptions;
  root: ShadowRoot;
  /** The shopper closed the panel from inside. */
  onClose(): void;
}

/** What the page asks of the widget and the panel does; the loader keeps such calls until there is a panel. */
export interface PanelCalls
  extends Pick<Aisle, 'on' | 'off' | 'send' | 'setLocale' | 'setContext' | 'identify'> {
  /** The assistant has said this before the shopper asked anything. */
  say(text: string): void;
}

export type PanelCall = [name: keyof PanelCalls, args: unknown[]];

export interface PanelHandle extends PanelCalls {
  /** `focus`: put the cursor into the composer; not when a page opens the panel on its own. */
  show(focus: boolean): void;
  hide(): void;
  reset: Aisle['reset'];
  destroy(): void;
}

/** Watches for the moment to speak first; loaded once the page has told that it may. */
export interface ProactiveModule {
  /** The page's word on it. Without it nothing is shown and nothing kept. */
  consent(given: boolean, page: ProactivePage): Promise<void>;
}

export interface ProactivePage {
  embed: EmbedOptions;
  root: ShadowRoot;
  /** What the page asked for so far, and will ask for until there is a panel; whatever is added is asked for as well. */
  calls: PanelCall[];
}
