import { type EmbedOptions, themeOf } from './embed-options.ts';
import type { Aisle, AisleCall } from './index.d.ts';
import css from './launcher.css?inline';
import { createLauncher } from './launcher.ts';
import type { PanelCalls, PanelHandle, PanelModule } from './panel-port.ts';
import { savedKey } from './saved-key.ts';
import { createShadowHost, themeCss } from './shadow-host.ts';

type Method = (...args: unknown[]) => unknown;
type PanelCall = [name: keyof PanelCalls, args: unknown[]];

/** A custom element. Defined once, it works with whatever widget the page has when it comes or goes. */
const INLINE = 'aisle-chat';

export const warn = (error: unknown) => console.warn('Aisle:', error);

/** `again`: ends the address of an attempt after one that failed; a browser remembers that by the address. */
export type LoadPanel = (again: string) => Promise<PanelModule>;

/**
 * Puts the launcher on the page and `window.Aisle` beside it; what the page asked for before is done then. The same
 * twice on a page is one widget.
 */
export function startOnPage(embed: EmbedOptions, loadPanel: LoadPanel): Aisle {
  const earlier = window.Aisle;
  // An element of the page may have our name.
  if (earlier?.destroy) return earlier;
  const { attributes, store } = embed;
  const label = attributes.launcher ?? store?.launcher ?? 'Chat';
  const element = createLauncher();
  const root = createShadowHost(css + themeCss(themeOf(attributes, store)) + (store?.css ?? ''));
  /** What the page asked for before there was a panel. */
  const waiting: PanelCall[] = [];
  let loading: Promise<PanelModule> | undefined;
  let panel: Promise<PanelHandle> | undefined;
  let again = '';
  let isOpen = false;

  const load = () => {
    loading ??= loadPanel(again);
    return loading;
  };
  const mount = () => {
    panel ??= load().then(async ({ mountPanel }) => {
      const handle = await mountPanel({ embed, root, onClose: close });
      for (const [name, args] of waiting) (handle[name] as Method)(...args);
      return handle;
    });
    return panel;
  };
  const setLabel = (text: string) => {
    element.ariaLabel = element.title = text;
  };
  const fail = (error: unknown) => {
    loading = panel = undefined;
    setLabel(`${label}: offline`);
    if (!again) warn(error);
    again += '?again';
  };
  const setOpen = (open: boolean) => {
    isOpen = open;
    element.ariaExpanded = `${open}`;
  };
  const show = async (focus: boolean) => {
    if (isOpen) return;
    setOpen(true);
    element.ariaBusy = 'true';
    try {
      const { show } = await mount();
      setLabel(label);
      if (isOpen) show(focus);
    } catch (error) {
      setOpen(false);
      fail(error);
    }
    element.ariaBusy = 'false';
  };
  const open = () => show(true);
  const close = () => {
    if (!isOpen) return;
    setOpen(false);
    panel?.then(({ hide }) => hide());
    element.focus();
  };
  const toggle = () => (isOpen ? close() : open());
  const later =
    (name: keyof PanelCalls): Method =>
    (...args) =>
      panel
        ? panel.then((handle) => (handle[name] as Method)(...args))
        : waiting.push([name, args]);
  const off = later('off');

  element.onclick = toggle;
  element.onpointerenter = element.onfocus = () => load().catch(fail);
  setLabel(label);
  setOpen(false);
  root.append(element);
  const aisle = {
    open,
    close,
    toggle,
    send(text: string) {
      const sent = later('send')(text);
      return open().then(() => sent);
    },
    on(...listening: unknown[]) {
      later('on')(...listening);
      return () => off(...listening);
    },
    off,
    setLocale: later('setLocale'),
    setContext: later('setContext'),
    identify: later('identify'),
    reset() {
      close();
      return mount().then(({ reset }) => reset());
    },
    place(element?: Element | null) {
      const { host } = root;
      // Another element has it meanwhile.
      if (!element && host.isConnected) return;
      close();
      (element ?? document.documentElement).append(host);
      host.className = element ? 'inline' : '';
      if (element)
        new IntersectionObserver(([entry], observer) => {
          if (!entry!.isIntersecting) return;
          observer.disconnect();
          show(false);
        }).observe(host);
    },
    destroy() {
      isOpen = false;
      panel?.then(({ destroy }) => destroy());
      root.host.remove();
      delete window.Aisle;
    },
    push(...calls: AisleCall[]) {
      for (const [name, ...args] of calls) (aisle[name] as Method)(...args);
    },
  };
  window.Aisle = aisle as Aisle;
  aisle.place(document.querySelector(INLINE));
  if (wasOpen(embed.storeKey)) show(false);
  if (Array.isArray(earlier)) aisle.push(...earlier);
  customElements.get(INLINE) ||
    customElements.define(
      INLINE,
      class extends HTMLElement {
        connectedCallback() {
          this.style.display ||= 'block';
          window.Aisle?.place(this);
        }
        disconnectedCallback() {
          window.Aisle?.place();
        }
      },
    );
  return window.Aisle;
}

/** The shopper had the panel open on the page before this one. */
function wasOpen(storeKey: string): boolean {
  try {
    return JSON.parse(localStorage[savedKey(storeKey)]).open;
  } catch {
    return false;
  }
}
