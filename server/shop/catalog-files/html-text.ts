import { Parser } from 'htmlparser2';

const BLOCKS = new Set([
  'p',
  'div',
  'section',
  'article',
  'header',
  'footer',
  'ul',
  'ol',
  'table',
  'tr',
  'blockquote',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dl',
  'dt',
  'dd',
  'figure',
  'hr',
]);
const SILENT = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg', 'head']);

/** A description as a person reads it: blocks become lines, list items "- item", cells are parted; no tag is left. */
export function htmlText(html: string): string {
  // What has no tag and no entity is text already; its lines are the merchant's.
  if (!/<[a-z!/]|&(#|[a-z])/i.test(html)) return html.trim();
  let text = '';
  let silence = 0;
  const line = () => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  const parser = new Parser({
    onopentagname(name) {
      if (SILENT.has(name)) silence += 1;
      if (name === 'br') text += '\n';
      else if (name === 'li') {
        line();
        text += '- ';
      } else if (BLOCKS.has(name)) line();
      else if (name === 'td' || name === 'th')
        text += text.endsWith('\n') || text === '' ? '' : ' | ';
    },
    ontext(part) {
      const words = part.replace(/[\s\u00a0]+/g, ' ');
      const isBetweenBlocks = words === ' ' && (text === '' || text.endsWith('\n'));
      if (silence === 0 && !isBetweenBlocks) text += words;
    },
    onclosetag(name) {
      if (SILENT.has(name)) silence = Math.max(0, silence - 1);
      if (BLOCKS.has(name) || name === 'li') line();
    },
  });
  parser.end(html);
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
