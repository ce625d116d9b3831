import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePanel } from './panel-context.ts';

/** Closer to the end than this (in CSS pixels), the shopper is reading the newest lines. */
const NEAR_END = 56;

/**
 * Keeps the newest lines in sight while the shopper is at the end of the list, and leaves the list alone
 * while they read further up. `content` changes with what is shown; `question` is the shopper's last
 * message, which always brings the list to its end. Before anything was said (`isFresh`) the list stays at
 * its start, however little of the greeting fits, unless something further down in it has the focus. Where somebody
 * reads when they leave the page, or open another beside it, they read on there.
 */
export function useReadingPosition(
  list: RefObject<HTMLElement | null>,
  reading: { content: unknown; question: string | undefined; isFresh: boolean },
) {
  const { content, question, isFresh } = reading;
  const { saved } = usePanel();
  const kept = useRef(saved.read().scroll);
  const isAtEnd = useRef(true);
  const height = useRef(0);
  const fresh = useRef(isFresh);
  fresh.current = isFresh;
  const [hasUnread, setHasUnread] = useState(false);

  const goToEnd = () => {
    const element = list.current;
    if (!element) return;
    isAtEnd.current = true;
    height.current = element.clientHeight;
    element.scrollTop = fresh.current ? 0 : element.scrollHeight;
    setHasUnread(false);
  };
  const onScroll = () => {
    const element = list.current;
    // A phone that was turned, or its keyboard, moved the list and not the shopper: the observer sees to that.
    if (element?.clientHeight !== height.current) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (isAtEnd.current) setHasUnread(false);
  };

  useLayoutEffect(() => {
    if (isAtEnd.current) goToEnd();
    else setHasUnread(true);
  }, [content]);
  useLayoutEffect(() => {
    goToEnd();
    if (!question || !list.current || !kept.current) return;
    const [message, pixels] = kept.current;
    list.current.scrollTop += pixels - (passed(list.current)[message] ?? pixels);
    kept.current = undefined;
    onScroll();
  }, [question]);
  useEffect(() => {
    const keep = () => {
      const element = list.current;
      if (document.visibilityState === 'visible' || !element?.clientHeight) return;
      const pixels = passed(element);
      const message = Math.max(
        0,
        pixels.findLastIndex((each) => each > 0),
      );
      saved.update({ scroll: isAtEnd.current ? undefined : [message, pixels[message] ?? 0] });
    };
    document.addEventListener('visibilitychange', keep);
    return () => document.removeEventListener('visibilitychange', keep);
  }, []);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    // Pictures that arrive and keyboards that open change the height without new content.
    const observer = new ResizeObserver(() => {
      height.current = element.clientHeight;
      const isUsed = fresh.current && element.matches(':focus-within');
      if (isAtEnd.current && !isUsed) goToEnd();
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return { hasUnread, goToEnd, onScroll };
}

/** How much of each message has gone out of sight at the list's upper edge, in CSS pixels; below zero further down. */
function passed(list: HTMLElement): number[] {
  const { top } = list.getBoundingClientRect();
  return [...list.querySelectorAll('article')].map(
    (article) => top - article.getBoundingClientRect().top,
  );
}
