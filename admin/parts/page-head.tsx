import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** The page's heading and, as the window's title, its name. */
export function PageHead({ title, children }: { title: string; children?: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · Aisle`;
  }, [title]);
  return (
    <header class="page-head">
      <h1>{title}</h1>
      {children}
    </header>
  );
}
