import { render } from 'preact';
import type { PublicStore } from '../../shared/store.ts';
import type { LookAttributes } from '../embed-options.ts';
import type { AisleContext } from '../index.d.ts';
import { pageEvents } from '../page-events.ts';
import type { PanelHandle, PanelOptions } from '../panel-port.ts';
import { styleSheet, themeCss } from '../shadow-host.ts';
import { ChatSession } from '../state/chat-session.ts';
import { savedSession } from '../state/saved-session.ts';
import { httpChatTransport } from '../transport/http-chat-transport.ts';
import { labelsFrom } from './labels.ts';
import { loadWords, speechFor } from './languages.ts';
import { Panel } from './panel.tsx';
import { PanelContext } from './panel-context.ts';
import { panelCss } from './styles/panel-css.ts';
import { tellOfMessages } from './tell-of-messages.ts';
import { countUnread } from './unread.ts';
import { loadExtras, loadPhotoTools } from './use-extras.ts';
import { isInline, PHONE } from './use-phone-sheet.ts';
import { wait } from './wait.ts';
import { watchPage } from './watch-page.ts';
import { en, type Words } from './words/en.ts';

/** The panel's entry: everything is wired here, once, when the shopper opens it for the first time. */
export async function mountPanel({ embed, root, onClose }: PanelOptions): Promise<PanelHandle> {
  const saved = savedSession(embed.storeKey, {
    shared: () => localStorage,
    tab: () => sessionStorage,
  });
  const leave = () => {
    session.leave();
    unread.clear();
  };
  const page = watchPage(embed.storeKey, {
    conversation: () => session.conversation,
    onReset: leave,
  });
  const photoWork = () => import('./photos/photo-work.ts');
  const transport = httpChatTransport(embed.base, undefined, async (onProgress) =>
    (await photoWork()).fetchWithProgress(onProgress),
  );
  const session: ChatSession = new ChatSession({
    storeKey: embed.storeKey,
    store: embed.store,
    transport,
    saved,
    tabs: page,
    newId,
    wait,
    now: Date.now,
    random: Math.random,
    shrinkPhoto: (photo) =>
      photoWork().then(
        (work) => work.shrinkPhoto(photo, session.state.store?.features.photo_side),
        () => photo,
      ),
  });
  // A sheet over the whole screen would hide the page that the shopper asked for.
  const onLeave = () => {
    if (matchMedia(PHONE).matches) saved.update({ open: false });
  };
  const told = () => import('./told-by-page.ts');
  const { cart } = embed.attributes;
  const frame = document.createElement('div');
  const themeSheet = styleSheet('');
  root.adoptedStyleSheets.push(styleSheet(panelCss), themeSheet);
  root.prepend(frame);

  const events = pageEvents();
  const { emit, on, off } = events;
  let labels = labelsFrom(en, { language: 'en' });
  const unread = countUnread({ root, on, saved, labels: () => labels });
  let chosenLocale: string | undefined;
  let drawings = 0;
  let isDestroyed = false;
  const destroy = () => {
    isDestroyed = true;
    page.end();
    unread.end();
    session.dispose();
    render(null, frame);
    frame.remove();
  };
  const onBroken = (error: unknown) => {
    console.warn('Aisle:', error);
    onClose();
  };
  const draw = async (store: PublicStore | undefined) => {
    const { language, locale } = speechFor([
      chosenLocale ?? embed.attributes.locale,
      document.documentElement.lang,
      store?.locale,
    ]);
    session.conversation.locale = locale;
    const drawing = ++drawings;
    const words = await loadWords(language).catch((error) => {
      console.warn('Aisle:', error);
      return en;
    });
    labels = labelsFrom(words, { language, own: ownWords(embed.attributes) });
    // Another language was asked for meanwhile, or nothing any more.
    if (isDestroyed || drawing !== drawings) return;
    themeSheet.replaceSync(themeCss(embed.attributes, store) + (store?.css ?? ''));
    render(
      <PanelContext.Provider
        value={{ session, saved, labels, language, locale, events, cart, onLeave }}
      >
        <Panel host={root.host} onClose={onClose} onBroken={onBroken} />
      </PanelContext.Provider>,
      frame,
    );
  };
  const setOpen = (open: boolean) => {
    frame.hidden = !open;
    // The next page has the panel in its corner.
    if (!isInline(root.host)) saved.update({ open });
    page.setOpen(open);
    unread.setOpen(open);
  };
  let shown: AisleContext | null = null;
  /** What the shopper opened it with; the launcher, inside our element, takes the focus itself. */
  let opener: Element | null;
  frame.hidden = true;
  if (!embed.store) onceLoaded(session, draw);
  if (!navigator.onLine) session.conversation.setOffline(true);
  tellOfMessages(session, emit);
  session.start();
  await draw(embed.store);
  for (const load of [loadExtras, loadPhotoTools]) {
    load().then((later) => {
      if (later) root.adoptedStyleSheets.push(styleSheet(later.css));
    });
  }
  return {
    show(focus) {
      opener = document.activeElement;
      setOpen(true);
      // A cursor brings up a phone's keyboard, over the greeting and what one may tap instead.
      const target = matchMedia('(pointer: coarse)').matches ? 'section' : 'textarea';
      if (focus) frame.querySelector<HTMLElement>(target)?.focus();
      emit('open', undefined);
    },
    hide() {
      setOpen(false);
      (opener as HTMLElement | null)?.focus({ preventScroll: true });
      emit('close', undefined);
    },
    on: (event, listener) => on(event, listener),
    off,
    say(said) {
      saved.update({ said });
      draw(session.state.store);
    },
    send: (text) => session.send(text.trim()),
    async setContext(context) {
      shown = context;
      // Of two calls the later one counts, whichever hears first that the file has come.
      const { readContext } = await told();
      session.conversation.context = readContext(shown);
    },
    async identify(token) {
      const { storeKey } = embed;
      await (await told()).identify({ session, saved, transport, storeKey }, token);
    },
    async reset() {
      leave();
    },
    setLocale(locale) {
      chosenLocale = locale;
      draw(session.state.store);
    },
    destroy,
  };
}

/** The versioned loader knows no store: its look comes with the panel. */
function onceLoaded(session: ChatSession, draw: (store: PublicStore) => void): void {
  const unsubscribe = session.subscribe(() => {
    const { store } = session.state;
    if (!store) return;
    unsubscribe();
    draw(store);
  });
}

/** `data-label-add-to-cart="Buy"` puts the page's own word in the place of ours. */
function ownWords(attributes: LookAttributes): Partial<Words> {
  const own = Object.entries(attributes).flatMap(([name, word]) =>
    name.startsWith('label') ? [[name[5]?.toLowerCase() + name.slice(6), word]] : [],
  );
  return Object.fromEntries(own);
}

/** 128 random bits; `crypto.randomUUID` exists on secure pages only, and shops on http are tried out too. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
