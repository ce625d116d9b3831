import { CatalogFileError } from './catalog-file.ts';

/** One JSON value of a file, not read yet, and the line it starts on. */
export interface JsonItem {
  line: number;
  text: string;
}

/** A product with 2,000 variants and a long text has less. */
const MAX_ITEM_CHARACTERS = 8_000_000;

/**
 * The values of a file that has one a line, or one array of them. Throws CatalogFileError `line_too_long`, and
 * `cut_short` for an array without an end: it must not pass for a shorter catalog.
 */
export async function* jsonItems(text: AsyncIterable<string>): AsyncGenerator<JsonItem> {
  let cutter: { push(piece: string): JsonItem[]; end(): JsonItem[] } | undefined;
  let start = '';
  for await (const piece of text) {
    if (!cutter) {
      start += piece;
      if (start.trimStart() === '') continue;
      cutter = start.trimStart().startsWith('[') ? arrayCutter() : lineCutter();
      yield* cutter.push(start);
    } else yield* cutter.push(piece);
  }
  if (cutter) yield* cutter.end();
}

function lineCutter() {
  let line = 0;
  let held = '';
  const item = (text: string): JsonItem[] => {
    line += 1;
    const trimmed = text.trim();
    return trimmed === '' ? [] : [{ line, text: trimmed }];
  };
  return {
    push(piece: string): JsonItem[] {
      const [first = '', ...rest] = piece.split('\n');
      held += first;
      refuseLong(held.length, line + 1);
      if (rest.length === 0) return [];
      const complete = [held, ...rest.slice(0, -1)];
      held = rest.at(-1) ?? '';
      return complete.flatMap(item);
    },
    end: () => item(held),
  };
}

/** A comma outside of strings and of inner brackets ends an item. What is no JSON stays one item, to be named. */
function arrayCutter() {
  let depth = 0;
  let line = 1;
  let itemLine = 1;
  let held: string[] = [];
  let heldLength = 0;
  let isInString = false;
  let isEscaped = false;

  const take = (): JsonItem[] => {
    const text = held.join('').trim();
    held = [];
    heldLength = 0;
    return text === '' ? [] : [{ line: itemLine, text }];
  };
  const keep = (part: string) => {
    if (part === '') return;
    if (heldLength === 0) {
      const blank = part.length - part.trimStart().length;
      if (blank === part.length) {
        line += newlines(part);
        return;
      }
      itemLine = line + newlines(part.slice(0, blank));
    }
    line += newlines(part);
    held.push(part);
    heldLength += part.length;
    refuseLong(heldLength, itemLine);
  };

  return {
    push(piece: string): JsonItem[] {
      const items: JsonItem[] = [];
      let from = 0;
      for (let at = 0; at < piece.length; at += 1) {
        const code = piece.charCodeAt(at);
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (code === BACKSLASH) isEscaped = true;
          else if (code === QUOTE) isInString = false;
          continue;
        }
        if (code === QUOTE) isInString = true;
        else if (code === OPEN_BRACKET || code === OPEN_BRACE) {
          if (depth === 0) {
            line += newlines(piece.slice(from, at));
            from = at + 1;
          }
          depth += 1;
        } else if (code === CLOSE_BRACKET || code === CLOSE_BRACE) {
          depth -= 1;
          if (depth === 0) {
            keep(piece.slice(from, at));
            items.push(...take());
            from = at + 1;
          }
        } else if (code === COMMA && depth === 1) {
          keep(piece.slice(from, at));
          items.push(...take());
          from = at + 1;
        }
      }
      keep(piece.slice(from));
      return items;
    },
    end(): JsonItem[] {
      if (depth !== 0 || isInString) throw new CatalogFileError('cut_short', line);
      return take();
    },
  };
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

function newlines(text: string): number {
  return text.split('\n').length - 1;
}

function refuseLong(length: number, line: number): void {
  if (length > MAX_ITEM_CHARACTERS) throw new CatalogFileError('line_too_long', line);
}
