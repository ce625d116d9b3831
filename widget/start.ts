import type { EmbedOptions } from './embed-options.ts';
import type { Aisle, AisleCall } from './index.d.ts';
import css from './launcher.css?inline';
import type { LaterParts, PanelCall, PanelCalls, PanelHandle } from './panel-port.ts';
import { savedKey } from './saved-key.ts';
import { createShadowHost, themeCss } from './shadow-host.ts';

type Method = (...args: unknown[]) => unknown;

/** A custom element. Defined once, it works with whatever widget the page has when it comes or goes. */
const INLINE = 'aisle-chat';

export const warn = (error: unknown) => console.warn('Aisle:', error);

/**
 * Brings what comes later; undefined where the store has no such part. `again`: ends the address of an attempt after one
 * that failed; a browser remembers that by the address.
 */
export type LoadPart = <P extends keyof LaterParts>(
  part: P,
  again?: string,
) => Promise<LaterParts[P]> | undefined;

/**
 * Puts the launcher on the page and `window.Aisle` beside it; what the page asked for before is done then. The same
 * twice on a page is one widget, the first, unless that one went away with a document that the page wrote anew.
 */
export function startOnPage(embed: EmbedOptions, load: LoadPart): Aisle {
  const earlier = window.Aisle;
  if (earlier?.host?.isConnected) return earlier;
  // An element of the page may have our name.
  earlier?.destroy?.();
  const { attributes, store } = embed;
  const label = attributes.launcher ?? store?.launcher ?? 'Chat';
  const element = document.createElement('button');
  const root = createShadowHost(css + themeCss(attributes, store) + (store?.css ?? ''));
  const { host } = root;
  /** What the page asked for before there was a panel. */
  const waiting: PanelCall[] = [];
  let loading: Promise<LaterParts['panel']> | undefined;
  let panel: Promise<PanelHandle> | undefined;
  let again = '';
  let isOpen = false;

  /** By the pages before this one: whether the panel was open, and until when the assistant does not speak first. */
  const saved = (): { open?: boolean; quietUntil?: number } => {
    try {
      return { ...JSON.parse(localStorage[savedKey(embed.storeKey)]) };
    } catch {
      return {};
    }
  };
  const loadPanel = () => {
    loading ??= load('panel', again)!;
    return loading;
  };
  const mount = () => {
    panel ??= loadPanel().then(async (module) => {
      const handle = await module.mountPanel({ embed, root, onClose: close });
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
    again += '?';
  };
  const setOpen = (open: boolean) => {
    isOpen = open;
    element.ariaExpanded = `${open}`;
  };
  const show = async (focus: boolean): Promise<void> => {
    // The page wrote its document anew, and took our listeners with the rest.
    if (!host.isConnected) return startOnPage(embed, load).open();
    if (isOpen) return;
    setOpen(true);
    element.ariaBusy = 'true';
    try {
      const shown = await mount();
      setLabel(label);
      if (isOpen) shown.show(focus);
    } catch (error) {
      setOpen(false);
      fail(error);
    }
    element.ariaBusy = null;
  };
  const open = () => show(true);
  const close = () => {
    if (!isOpen) return;
    setOpen(false);
    panel?.then((shown) => shown.hide());
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

  // Of nodes, never of markup, so that Trusted Types have nothing to say; the icon is in the style sheet.
  element.append(document.createElement('i'));
  element.className = 'launcher side';
  element.part = 'launcher';
  // A double click is one wish, also while the panel is still on its way.
  element.onclick = (event) => event.detail < 2 && toggle();
  element.onpointerenter = element.onfocus = () => loadPanel().catch(fail);
  setLabel(label);
  setOpen(false);
  root.append(element);
  const aisle = {
    host,
    open,
    close,
    toggle,
    async send(text: string) {
      await open();
      return later('send')(text);
    },
    on(...listening: unknown[]) {
      later('on')(...listening);
      return () => off(...listening);
    },
    off,
    setLocale: later('setLocale'),
    setContext: later('setContext'),
    identify: later('identify'),
    consent(given: boolean) {
      // Without consent nothing is loaded, but for taking away what was kept with it.
      if (given || saved().quietUntil)
        load('proactive')
          ?.then((module) => module.consent(given, { embed, root, calls: waiting }))
          .catch(warn);
    },
    async reset() {
      close();
      return (await mount()).reset();
    },
    place(element?: Element | null) {
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
      panel?.then((shown) => shown.destroy());
      host.remove();
      delete window.Aisle;
    },
    push(...calls: AisleCall[]) {
      for (const [name, ...args] of calls) (aisle[name] as Method)(...args);
    },
  };
  window.Aisle = aisle as Aisle;
  aisle.place(document.querySelector(INLINE));
  if (saved().open) show(false);
  if (attributes.proactive === 'on') aisle.consent(true);
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
  // The page's own words, which may be wrong, come last.
  if (Array.isArray(earlier)) aisle.push(...earlier);
  return aisle as Aisle;
}
