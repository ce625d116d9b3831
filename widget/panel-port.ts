import type { EmbedOptions } from './embed-options.ts';
import type { Aisle } from './index.d.ts';

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
export type PanelCalls = Pick<
  Aisle,
  'on' | 'off' | 'send' | 'setLocale' | 'setContext' | 'identify'
>;

export interface PanelHandle extends PanelCalls {
  /** `focus`: put the cursor into the composer; not when a page opens the panel on its own. */
  show(focus: boolean): void;
  hide(): void;
  reset: Aisle['reset'];
  destroy(): void;
}
