import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Closer to the end than this (in CSS pixels), the shopper is reading the newest lines. */
const NEAR_END = 56;

/**
 * Keeps the newest lines in sight while the shopper is at the end of the list, and leaves the list alone
 * while they read further up. `content` changes with what is shown; `question` is the shopper's last
 * message, which always brings the list to its end. Before anything was said (`isFresh`) the list stays at
 * its start, however little of the greeting fits, unless something further down in it has the focus.
 */
export function useReadingPosition(
  list: RefObject<HTMLElement | null>,
  reading: { content: unknown; question: string | undefined; isFresh: boolean },
) {
  const { content, question, isFresh } = reading;
  const isAtEnd = useRef(true);
  const fresh = useRef(isFresh);
  fresh.current = isFresh;
  const [hasUnread, setHasUnread] = useState(false);

  const goToEnd = () => {
    const element = list.current;
    if (!element) return;
    isAtEnd.current = true;
    element.scrollTop = fresh.current ? 0 : element.scrollHeight;
    setHasUnread(false);
  };
  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (isAtEnd.current) setHasUnread(false);
  };

  useLayoutEffect(goToEnd, [question]);
  useLayoutEffect(() => {
    if (isAtEnd.current) goToEnd();
    else setHasUnread(true);
  }, [content]);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    // Pictures that arrive and keyboards that open change the height without new content.
    const observer = new ResizeObserver(() => {
      const isUsed = fresh.current && element.matches(':focus-within');
      if (isAtEnd.current && !isUsed) goToEnd();
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return { hasUnread, goToEnd, onScroll };
}
