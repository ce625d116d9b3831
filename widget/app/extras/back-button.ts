import type { PageEvents } from '../../page-events.ts';

/** In the state of our entry, beside what the page's own router keeps in its own. */
const MARK = 'aisleSheet';

interface Sheet {
  on: PageEvents['on'];
  isOpen(): boolean;
  onClose(): void;
}

/**
 * Lets the back button close the sheet: an entry in the history with the page's own address, made only where a person
 * touched the page before, and taken out again when the sheet is closed otherwise. The page's router hears nothing of
 * it if it listens after us, and else that it is where it is: our entry has its address and its state. Returns a
 * function that ends it.
 */
export function answerBackButton({ on, isOpen, onClose }: Sheet): () => void {
  /** Of the page under the sheet, while an entry is ours. */
  let address = '';
  let isLeaving = false;
  let hasEnded = false;
  const isOurs = () => history.state?.[MARK] === true;
  const enter = () => {
    if (!isOurs()) {
      if (navigator.userActivation?.hasBeenActive === false) return;
      // The page may have put its own in the place of `history.pushState`, to count visits.
      History.prototype.pushState.call(history, { ...history.state, [MARK]: true }, '');
    }
    address = location.href;
  };
  const leave = () => {
    isLeaving = address !== '' && isOurs();
    if (isLeaving) history.back();
    address = '';
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
  addEventListener('popstate', onPop, true);
  const offs = [on('open', enter), on('close', leave)];
  if (isOpen()) enter();
  return () => {
    for (const off of offs) off();
    leave();
    hasEnded = true;
    if (!isLeaving) removeEventListener('popstate', onPop, true);
  };
}
