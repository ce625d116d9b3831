import type { EmbedOptions } from './embed-options.ts';

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

export interface PanelHandle {
  /** `focus`: put the cursor into the composer; not when a page opens the panel on its own. */
  show(focus: boolean): void;
  hide(): void;
  destroy(): void;
}
