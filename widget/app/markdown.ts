import { type Inline, parseInline } from './markdown-inline.ts';

/** A piece of an answer. `start` is where it begins in the text, so that what comes before it need not be read again. */
export type Block = { start: number } & (
  | { type: 'paragraph' | 'heading'; content: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'list'; items: ListItem[] }
  | { type: 'table'; rows: Inline[][][] }
  | { type: 'rule' }
);

export interface ListItem {
  /** 0 for the outermost list. */
  level: number;
  /** The number in front of it; undefined for a bullet. */
  number: number | undefined;
  content: Inline[];
}

export interface ParsedText {
  text: string;
  blocks: readonly Block[];
}

const MAX_LEVEL = 3;
const BULLET = /^(\s*)(?:[-*+•]|(\d{1,9})[.)])\s+(.*)$/;
const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const HEADING = /^\s{0,3}#{1,6}\s+(.*)$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const TABLE_RULE = /^[|:\s]*-[-|:\s]*$/;

/**
 * Splits an answer into blocks. Given what an earlier, shorter text came to, all blocks but its last two are
 * taken over as they are: streaming costs what is new, and views of finished blocks are never drawn again.
 * (Two, because a paragraph "2" becomes an item of the list before it once its full stop arrives.)
 */
export function parseMarkdown(
  text: string,
  { previous, partial = false }: { previous?: ParsedText | undefined; partial?: boolean } = {},
): ParsedText {
  const grows = previous !== undefined && text.startsWith(previous.text);
  const kept = grows ? previous.blocks.slice(0, -2) : [];
  const start = grows ? (previous.blocks[kept.length]?.start ?? 0) : 0;
  return { text, blocks: [...kept, ...readBlocks(text, start, partial)] };
}

interface Line {
  text: string;
  start: number;
}

function readBlocks(text: string, start: number, partial: boolean): Block[] {
  const lines = splitLines(text, start);
  const end = lines.findLastIndex((line) => !isBlank(line)) + 1;
  const blocks: Block[] = [];
  let next = 0;
  while (next < end) {
    const from = next;
    next += 1;
    if (isBlank(lines[from]!)) continue;
    next = blockEnd(lines, from);
    blocks[blocks.length] = toBlock(lines.slice(from, next), partial && next >= end);
  }
  return blocks;
}

function splitLines(text: string, start: number): Line[] {
  let at = start;
  return text
    .slice(start)
    .split('\n')
    .map((line) => {
      const from = at;
      at += line.length + 1;
      return { text: line, start: from };
    });
}

function isBlank(line: Line): boolean {
  return line.text.trim() === '';
}

/** The index after the block's last line. */
function blockEnd(lines: Line[], from: number): number {
  const first = lines[from]!.text;
  const fence = FENCE.exec(first)?.[1];
  if (fence) {
    const close = lines.findIndex(({ text }, index) => index > from && text.trim() === fence);
    return close < 0 ? lines.length : close + 1;
  }
  if (HEADING.test(first) || RULE.test(first)) return from + 1;
  if (BULLET.test(first)) return listEnd(lines, from);
  let end = from + 1;
  while (end < lines.length && !isBlank(lines[end]!) && !startsBlock(lines[end]!.text)) end += 1;
  return end;
}

function startsBlock(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || BULLET.test(line);
}

/**
 * A list goes on with another item or an indented line, also after a blank line. An unindented line ends it:
 * unlike CommonMark, because that is what models mean by it.
 */
function listEnd(lines: Line[], from: number): number {
  let end = from + 1;
  for (let index = end; index < lines.length; index += 1) {
    const { text } = lines[index]!;
    if (text.trim() === '') continue;
    const goesOn = BULLET.test(text) || /^\s{2,}/.test(text);
    if (!goesOn || FENCE.test(text) || HEADING.test(text) || RULE.test(text)) return end;
    end = index + 1;
  }
  return end;
}

function toBlock(lines: Line[], partial: boolean): Block {
  const start = lines[0]!.start;
  const first = lines[0]!.text;
  const fence = FENCE.exec(first)?.[1];
  if (fence) {
    const isClosed = lines.length > 1 && lines.at(-1)!.text.trim() === fence;
    const body = lines.slice(1, isClosed ? -1 : undefined);
    return { type: 'code', start, text: body.map(({ text }) => text).join('\n') };
  }
  const heading = HEADING.exec(first)?.[1];
  if (heading !== undefined) {
    return { type: 'heading', start, content: parseInline(heading, partial) };
  }
  if (RULE.test(first)) return { type: 'rule', start };
  if (BULLET.test(first)) return { type: 'list', start, items: toItems(lines, partial) };
  if (lines.length > 1 && first.includes('|') && TABLE_RULE.test(lines[1]!.text)) {
    return { type: 'table', start, rows: toRows(lines) };
  }
  const text = lines.map((line) => line.text.trim()).join('\n');
  return { type: 'paragraph', start, content: parseInline(text, partial) };
}

function toItems(lines: Line[], partial: boolean): ListItem[] {
  const items: { level: number; number: number | undefined; text: string }[] = [];
  const indents: number[] = [];
  for (const { text } of lines) {
    const [, space = '', number, content = ''] = BULLET.exec(text) ?? [];
    if (!BULLET.test(text)) {
      const item = items.at(-1);
      if (item && text.trim() !== '') item.text += `\n${text.trim()}`;
      continue;
    }
    while (indents.length > 0 && indents.at(-1)! > space.length) indents.pop();
    if (indents.at(-1) !== space.length) indents[indents.length] = space.length;
    items[items.length] = {
      level: Math.min(indents.length - 1, MAX_LEVEL),
      number: number === undefined ? undefined : Number(number),
      text: content,
    };
  }
  return items.map(({ level, number, text }, index) => ({
    level,
    number,
    content: parseInline(text, partial && index === items.length - 1),
  }));
}

function toRows(lines: Line[]): Inline[][][] {
  return lines
    .filter((_, index) => index !== 1)
    .map(({ text }) =>
      text
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => parseInline(cell.trim())),
    );
}
