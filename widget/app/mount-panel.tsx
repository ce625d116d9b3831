import { render } from 'preact';
import type { PanelHandle, PanelOptions } from '../panel-port.ts';
import { styleSheet } from '../shadow-host.ts';
import { ChatSession } from '../state/chat-session.ts';
import { savedSession } from '../state/saved-session.ts';
import { httpChatTransport } from '../transport/http-chat-transport.ts';
import { labelsFor, usableLocale } from './labels.ts';
import { Panel } from './panel.tsx';
import { PanelContext } from './panel-context.ts';
import { shrinkPhoto } from './shrink-photo.ts';
import { panelCss } from './styles/panel-css.ts';
import { PHONE } from './use-phone-sheet.ts';
import { waitOrOnline } from './wait-or-online.ts';

/** The panel's entry: everything is wired here, once, when the shopper opens it for the first time. */
export function mountPanel({ embed, root, onClose }: PanelOptions): PanelHandle {
  const saved = savedSession(embed.storeKey, () => localStorage);
  const session = new ChatSession({
    storeKey: embed.storeKey,
    store: embed.store,
    transport: httpChatTransport(embed.base),
    saved,
    newId,
    wait: waitOrOnline,
    now: Date.now,
    shrinkPhoto,
  });
  const locale = usableLocale(embed.locale);
  const labels = labelsFor(locale);
  // A sheet over the whole screen would hide the page that the shopper asked for.
  const onLeave = () => {
    if (matchMedia(PHONE).matches) saved.update({ open: false });
  };
  const frame = document.createElement('div');
  frame.hidden = true;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet(panelCss)];
  root.prepend(frame);
  const reconnect = () => session.reconnect();
  addEventListener('online', reconnect);

  const destroy = () => {
    removeEventListener('online', reconnect);
    session.dispose();
    render(null, frame);
    frame.remove();
  };
  const onBroken = (error: unknown) => {
    console.warn('Aisle:', error);
    onClose();
  };
  render(
    <PanelContext.Provider value={{ session, labels, locale, onLeave }}>
      <Panel saved={saved} onClose={onClose} onBroken={onBroken} />
    </PanelContext.Provider>,
    frame,
  );
  session.start();
  return {
    show(focus) {
      frame.hidden = false;
      saved.update({ open: true });
      if (focus) frame.querySelector('textarea')?.focus();
    },
    hide() {
      frame.hidden = true;
      saved.update({ open: false });
    },
    destroy,
  };
}

/** 128 random bits; `crypto.randomUUID` exists on secure pages only, and shops on http are tried out too. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
