import type { PageContext } from '../../shared/page-context.ts';

/**
 * What the page showed while the shopper asked, as a model reads it before the question: one line of JSON between tags
 * that nothing in it can close. Undefined when the page told nothing.
 */
export function pageContextText(context: PageContext | undefined): string | undefined {
  if (!context || Object.keys(context).length === 0) return undefined;
  const data = JSON.stringify(context).replace(/[<>]/g, (sign) => `\\u00${hex(sign)}`);
  return `<page_context>${data}</page_context>`;
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16);
}
