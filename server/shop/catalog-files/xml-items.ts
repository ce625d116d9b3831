import { Parser } from 'htmlparser2';
import { CatalogFileError, type RecordValues } from './catalog-file.ts';

export interface XmlItem {
  line: number;
  values: RecordValues;
}

const ITEM_NAMES = new Set(['item', 'entry']);
const MAX_ITEM_CHARACTERS = 2_000_000;
/** A tag or an attribute of this length is no feed's; the parser keeps both whole. */
const MAX_SILENCE_CHARACTERS = 1_000_000;
const MAX_DEPTH = 12;
const PIECE_CHARACTERS = 16_384;

/**
 * The items of an RSS or Atom feed as they come; `g:price` and `price` are both `price`. Nested elements are joined
 * with a dot ("product_detail.attribute_name"). Entities beyond XML's own five are never expanded: a document type
 * says nothing here. Throws CatalogFileError `cut_short` and `line_too_long`.
 */
export async function* xmlItems(text: AsyncIterable<string>): AsyncGenerator<XmlItem> {
  const reader = itemReader();
  for await (const piece of text) {
    for (const line of linesOf(piece)) {
      reader.read(line);
      yield* reader.take();
    }
  }
  reader.end();
  yield* reader.take();
}

/** Cut behind each line break, so that whoever reads a piece knows its line. */
function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const at = text.indexOf('\n', from);
    const end = Math.min(at < 0 ? text.length : at + 1, from + PIECE_CHARACTERS);
    yield text.slice(from, end);
    from = end;
  }
}

function itemReader() {
  let ready: XmlItem[] = [];
  let item: XmlItem | undefined;
  /** Of the elements inside the item that are open. */
  const path: { name: string; text: string }[] = [];
  let line = 1;
  let size = 0;
  let silence = 0;
  let openTags = 0;

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        silence = 0;
        openTags += 1;
        const local = localName(name);
        if (!item) {
          if (ITEM_NAMES.has(local)) item = { line, values: {} };
          size = 0;
          return;
        }
        if (path.length >= MAX_DEPTH) throw new CatalogFileError('line_too_long', item.line);
        // Atom's links have their address in an attribute.
        path.push({ name: local, text: local === 'link' ? (attributes.href ?? '') : '' });
      },
      ontext(part) {
        silence = 0;
        const open = path.at(-1);
        if (!item || !open) return;
        size += part.length;
        if (size > MAX_ITEM_CHARACTERS) throw new CatalogFileError('line_too_long', item.line);
        open.text += part;
      },
      onclosetag(name, isImplied) {
        silence = 0;
        openTags -= 1;
        if (isImplied && !item) return;
        const closed = item && path.at(-1);
        if (item && closed) {
          addValue(item.values, path.map((open) => open.name).join('.'), closed.text.trim());
          path.pop();
        } else if (item && ITEM_NAMES.has(localName(name))) {
          ready.push(item);
          item = undefined;
        }
      },
      oncomment() {
        silence = 0;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );

  return {
    read(piece: string) {
      silence += piece.length;
      if (silence > MAX_SILENCE_CHARACTERS) throw new CatalogFileError('line_too_long', line);
      parser.write(piece);
      if (piece.endsWith('\n')) line += 1;
    },
    /** The parser closes at the end what is open: whoever did not is asked before. */
    end() {
      if (item || openTags > 0) throw new CatalogFileError('cut_short', line);
      parser.end();
    },
    take() {
      const items = ready;
      ready = [];
      return items;
    },
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** Elements that only hold others are empty, and say nothing. */
function addValue(values: RecordValues, name: string, text: string): void {
  if (text === '') return;
  if (Object.hasOwn(values, name)) values[name]!.push(text);
  else Object.defineProperty(values, name, { value: [text], enumerable: true });
}
