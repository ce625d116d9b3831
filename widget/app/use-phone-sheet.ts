import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A phone, upright or on its side, as in the style sheets: there the panel is a sheet over the whole screen. */
export const PHONE = '(max-width: 480px), (max-height: 480px) and (max-width: 960px)';

/**
 * True while the panel is a sheet. Keeps the sheet inside what the on-screen keyboard leaves free, because
 * Safari lays the keyboard over a fixed element instead of making the page smaller.
 */
export function usePhoneSheet(panel: RefObject<HTMLElement | null>): boolean {
  const [isSheet, setSheet] = useState(() => matchMedia(PHONE).matches);
  useEffect(() => {
    const query = matchMedia(PHONE);
    const viewport = window.visualViewport;
    const keepInSight = () => {
      setSheet(query.matches);
      const style = panel.current?.style;
      if (!style) return;
      const isZoomed = !viewport || viewport.scale > 1.01;
      style.height = query.matches && !isZoomed ? `${viewport.height}px` : '';
      style.top = query.matches && !isZoomed ? `${viewport.offsetTop}px` : '';
    };
    keepInSight();
    query.addEventListener('change', keepInSight);
    viewport?.addEventListener('resize', keepInSight);
    viewport?.addEventListener('scroll', keepInSight);
    return () => {
      query.removeEventListener('change', keepInSight);
      viewport?.removeEventListener('resize', keepInSight);
      viewport?.removeEventListener('scroll', keepInSight);
    };
  }, []);
  return isSheet;
}
