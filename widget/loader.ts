import { readEmbedOptions, type Served, themeOf, wantedLocales } from './embed-options.ts';
import css from './launcher.css?inline';
import { createLauncher } from './launcher.ts';
import { launcherLabel } from './launcher-labels.ts';
import type { PanelHandle, PanelModule } from './panel-port.ts';
import { savedKey } from './saved-key.ts';
import { createShadowHost } from './shadow-host.ts';

declare global {
  /** Not a variable: the server writes a JSON object in its place. */
  const AISLE_SERVED: Served;
  interface Window {
    Aisle?: Aisle;
  }
}

/** The one global that the widget leaves on a page. */
export interface Aisle {
  /** Settles when the panel is on screen, or when it turned out that it cannot be loaded. */
  open(): Promise<void>;
  close(): void;
  /** Returns a function that takes the listener off again. */
  on(event: 'open' | 'close', listener: () => void): () => void;
  /** Takes everything off the page; what is saved stays. */
  destroy(): void;
}

const warn = (error: unknown) => console.warn('Aisle:', error);

function start(tag: HTMLScriptElement): Aisle {
  const embed = readEmbedOptions(tag, AISLE_SERVED);
  const { attributes, store } = embed;
  const label = launcherLabel(wantedLocales(attributes, store));
  const { element, setExpanded, setLabel } = createLauncher();
  const root = createShadowHost(themeOf(attributes, store), css);
  const events = new EventTarget();
  let loading: Promise<PanelModule> | undefined;
  let panel: Promise<PanelHandle> | undefined;
  let failures = 0;
  let isOpen = false;

  /** A browser remembers a failed import by its address, so the next attempt asks for another one. */
  const load = () => {
    loading ??= import(/* @vite-ignore */ embed.panelUrl + (failures ? `?${failures}` : ''));
    return loading;
  };
  const fail = (error: unknown) => {
    loading = undefined;
    setLabel(`${label}: offline`);
    if (!failures++) warn(error);
  };
  const setOpen = (open: boolean) => {
    isOpen = open;
    setExpanded(open);
  };
  const show = async (focus: boolean) => {
    if (isOpen) return;
    setOpen(true);
    element.ariaBusy = 'true';
    try {
      const { mountPanel } = await load();
      setLabel(label);
      if (isOpen) {
        panel ??= mountPanel({ embed, root, onClose: close });
        const { show } = await panel;
        if (isOpen) {
          show(focus);
          events.dispatchEvent(new Event('open'));
        }
      }
    } catch (error) {
      setOpen(false);
      fail(error);
    }
    element.ariaBusy = 'false';
  };
  const close = () => {
    if (!isOpen) return;
    setOpen(false);
    panel?.then(({ hide }) => hide());
    element.focus();
    events.dispatchEvent(new Event('close'));
  };

  element.onclick = () => (isOpen ? close() : show(true));
  element.onpointerenter = element.onfocus = () => load().catch(fail);
  setLabel(label);
  setExpanded(false);
  root.append(element);
  if (wasOpen(embed.storeKey)) show(false);
  return {
    open: () => show(true),
    close,
    on(event, listener) {
      events.addEventListener(event, listener);
      return () => events.removeEventListener(event, listener);
    },
    destroy() {
      isOpen = false;
      panel?.then(({ destroy }) => destroy());
      root.host.remove();
      delete window.Aisle;
    },
  };
}

/** The shopper had the panel open on the page before this one. */
function wasOpen(storeKey: string): boolean {
  try {
    return JSON.parse(localStorage[savedKey(storeKey)]).open;
  } catch {
    return false;
  }
}

try {
  // The same tag twice on a page is one widget.
  if (!window.Aisle?.destroy) window.Aisle = start(document.currentScript as HTMLScriptElement);
} catch (error) {
  warn(error);
}
