import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageEvents } from '../page-events.ts';
import { useSheetTools } from './use-extras.ts';

/** A phone, upright or on its side, as in the style sheets: there the panel is a sheet over the whole screen. */
export const PHONE = '(max-width: 480px), (max-height: 480px) and (max-width: 960px)';

/** Where the panel is: over the whole screen of a phone, inside an element of the page, or in the corner. */
export type Placing = 'sheet' | 'inline' | 'corner';

interface Sheet {
  host: Element;
  on: PageEvents['on'];
  onClose(): void;
}

/**
 * Keeps a sheet inside what the on-screen keyboard leaves free, because Safari lays the keyboard over a fixed element
 * instead of making the page smaller. The page may place the panel elsewhere while it is closed.
 */
export function usePhoneSheet(panel: RefObject<HTMLElement | null>, sheet: Sheet): Placing {
  const { host, on, onClose } = sheet;
  const look = (): Placing =>
    isInline(host) ? 'inline' : matchMedia(PHONE).matches ? 'sheet' : 'corner';
  const [placing, setPlacing] = useState(look);
  const tools = useSheetTools(placing === 'sheet');
  useEffect(() => {
    const query = matchMedia(PHONE);
    const viewport = window.visualViewport;
    const keepInSight = () => {
      const now = look();
      setPlacing(now);
      const style = panel.current?.style;
      if (!style) return;
      const isFitted = now === 'sheet' && viewport && viewport.scale < 1.01;
      style.height = isFitted ? `${viewport.height}px` : '';
      style.top = isFitted ? `${viewport.offsetTop}px` : '';
    };
    keepInSight();
    const off = on('open', keepInSight, true);
    const gone = new AbortController();
    query.addEventListener('change', keepInSight, gone);
    viewport?.addEventListener('resize', keepInSight, gone);
    viewport?.addEventListener('scroll', keepInSight, gone);
    return () => {
      off();
      gone.abort();
    };
  }, []);
  useEffect(
    () => (panel.current ? tools?.phoneSheet(panel.current, { on, onClose }) : undefined),
    [tools],
  );
  return placing;
}

/** The loader's word for it. */
export function isInline({ className }: Element): boolean {
  return className === 'inline';
}
