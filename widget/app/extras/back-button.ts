import type { PageEvents } from '../../page-events.ts';

/** In the state of our entry, beside what the page's own router keeps in its own. */
const MARK = 'aisleSheet';

/** What is used of the Navigation API, which not every browser has. */
interface WithNavigation {
  navigation?: EventTarget & { currentEntry: HistoryEntry };
}

interface HistoryEntry {
  index: number;
}

interface Sheet {
  panel: Element;
  on: PageEvents['on'];
  isOpen(): boolean;
  onClose(): void;
}

/**
 * Lets the back button close the sheet: an entry in the history with the page's own address, made only where a person
 * touched the page before, and taken out again when the sheet is closed otherwise. A link that is followed out of the
 * sheet takes the place of the entry, so that back leads to the page under it. The page's router hears nothing of
 * it if it listens after us, and else that it is where it is: our entry has its address and its state. Where a router
 * went on from an entry of ours, the press that comes back to it leads on to the page's own, in browsers that tell back
 * from forward (Navigation API). Returns a function that ends it.
 */
export function answerBackButton({ panel, on, isOpen, onClose }: Sheet): () => void {
  /** Of the page under the sheet, while an entry is ours. */
  let address = '';
  let isLeaving = false;
  let hasEnded = false;
  const { navigation } = window as WithNavigation;
  const isOurs = () => history.state?.[MARK] === true;
  const enter = () => {
    if (!isOurs()) {
      if (navigator.userActivation?.hasBeenActive === false) return;
      // The page may have put its own in the place of `history.pushState`, to count visits.
      History.prototype.pushState.call(history, { ...history.state, [MARK]: true }, '');
    }
    address = location.href;
  };
  const goBack = () => {
    if (isLeaving || address !== '' || !isOurs()) return;
    isLeaving = true;
    history.back();
  };
  const leave = () => {
    address = '';
    // The page's router may be about to go on from here, and has the sheet closed first.
    setTimeout(goBack);
  };
  const onFollow = (event: MouseEvent) => {
    const path = event.composedPath();
    const link = path.find((target) => target instanceof HTMLAnchorElement);
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || link.target || !isPlain || event.defaultPrevented) return;
    if (!path.includes(panel) || !isOurs()) return;
    event.preventDefault();
    const { [MARK]: _, ...state } = history.state;
    History.prototype.replaceState.call(history, state, '');
    onClose();
    location.replace(link.href);
  };
  const onPop = (event: PopStateEvent) => {
    const isAway = event.state?.[MARK] !== true && location.href === address;
    if (isLeaving || isAway) event.stopImmediatePropagation();
    isLeaving = false;
    if (hasEnded) removeEventListener('popstate', onPop, true);
    if (!isAway) return;
    address = '';
    onClose();
  };
  const onMove = (event: Event) => {
    const { navigationType, from } = event as Event & {
      navigationType: string;
      from: HistoryEntry;
    };
    const isBack = navigationType === 'traverse' && navigation!.currentEntry.index < from.index;
    // The state of the entry is there once the page was told.
    if (isBack) setTimeout(goBack);
  };
  navigation?.addEventListener('currententrychange', onMove);
  addEventListener('popstate', onPop, true);
  // After the page's own listeners, which may lead there in their own way.
  addEventListener('click', onFollow);
  const offs = [on('open', enter, true), on('close', leave, true)];
  if (isOpen()) enter();
  return () => {
    for (const off of offs) off();
    removeEventListener('click', onFollow);
    navigation?.removeEventListener('currententrychange', onMove);
    address = '';
    goBack();
    hasEnded = true;
    if (!isLeaving) removeEventListener('popstate', onPop, true);
  };
}
