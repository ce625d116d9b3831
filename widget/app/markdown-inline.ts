/**
 * Inline markdown to nodes: **bold**, *italics*, ~~struck~~, `code`, [label](https://…), bare https addresses.
 * Never HTML. One pass from left to right; at most one delimiter of each kind is open at a time, so the
 * work is linear whatever the text.
 */
export type Inline =
  | string
  | { type: 'strong' | 'em' | 's' | 'span'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; host: string; children: Inline[] };

/** A string, or in a test one that counts how often it is read. */
export type Source = Pick<string, 'length' | 'charAt' | 'slice'>;

interface Frame {
  delimiter: string;
  children: Inline[];
}

const WRAPPER: Record<string, 'strong' | 'em' | 's'> = {
  '**': 'strong',
  __: 'strong',
  '*': 'em',
  _: 'em',
  '~~': 's',
};
const ESCAPABLE = /[\\`*_~[\]()#+\-.!|<>]/;
const WORD = /[\p{L}\p{N}]/u;
const SPACE = /\s/;
const MAX_URL = 2_000;
/** Longer runs of a delimiter are decoration. */
const MAX_RUN = 3;

/** `partial`: more is coming, so what is still open is shown as if it were closed. */
export function parseInline(source: Source, partial = false): Inline[] {
  return new InlineParser(source, partial).parse();
}

class InlineParser {
  readonly #source: Source;
  readonly #partial: boolean;
  readonly #frames: Frame[] = [{ delimiter: '', children: [] }];
  /** Backtick runs of this length have no partner any more: looking again would cost the whole text each time. */
  readonly #unclosedCode = new Set<number>();
  #at = 0;
  #text = '';

  constructor(source: Source, partial: boolean) {
    this.#source = source;
    this.#partial = partial;
  }

  parse(): Inline[] {
    while (this.#at < this.#source.length) this.#step();
    this.#flush();
    while (this.#frames.length > 1) this.#unwrap(this.#partial);
    return this.#frames[0]!.children;
  }

  #step(): void {
    const char = this.#source.charAt(this.#at);
    if (char === '\\' && ESCAPABLE.test(this.#peek(1))) {
      this.#text += this.#peek(1);
      this.#at += 2;
    } else if (char === '`') this.#code();
    else if (char === '*' || char === '_' || char === '~') this.#emphasis(char);
    else if (char === '[') this.#openLink('[');
    else if (char === '!' && this.#peek(1) === '[') this.#openLink('![');
    else if (char === ']') this.#closeLink();
    else if (char === 'h' && this.#startsAddress()) this.#address();
    else this.#literal(1);
  }

  #peek(distance: number): string {
    return this.#source.charAt(this.#at + distance);
  }

  #literal(length: number): void {
    this.#text += this.#source.slice(this.#at, this.#at + length);
    this.#at += length;
  }

  #flush(): void {
    if (this.#text !== '') this.#push(this.#text);
    this.#text = '';
  }

  #push(node: Inline): void {
    const { children } = this.#frames.at(-1)!;
    children[children.length] = node;
  }

  #code(): void {
    const length = this.#runLength('`');
    if (length > MAX_RUN) {
      this.#literal(length);
      return;
    }
    const start = this.#at + length;
    const end = this.#unclosedCode.has(length) ? -1 : this.#findBackticks(length, start);
    if (end < 0 && !this.#partial) {
      this.#unclosedCode.add(length);
      this.#literal(length);
      return;
    }
    this.#flush();
    const text = this.#source.slice(start, end < 0 ? this.#source.length : end);
    if (text !== '') this.#push({ type: 'code', text: text.trim() || text });
    this.#at = end < 0 ? this.#source.length : end + length;
  }

  #findBackticks(length: number, from: number): number {
    let run = 0;
    for (let index = from; index <= this.#source.length; index += 1) {
      if (this.#source.charAt(index) === '`') run += 1;
      else if (run === length) return index - length;
      else run = 0;
    }
    return -1;
  }

  #runLength(char: string): number {
    let length = 1;
    while (this.#peek(length) === char) length += 1;
    return length;
  }

  #emphasis(char: string): void {
    const run = this.#runLength(char);
    const isInnermost = this.#frames.at(-1)!.delimiter === char;
    const delimiter = char.repeat(run === 1 || (run === 3 && isInnermost) ? 1 : 2);
    if (run > MAX_RUN || !WRAPPER[delimiter]) {
      this.#literal(run);
      return;
    }
    const before = this.#peek(-1);
    const after = this.#peek(delimiter.length);
    const insideWord = char === '_' && WORD.test(before) && WORD.test(after);
    const isOpen = this.#frames.some((frame) => frame.delimiter === delimiter);
    if (isOpen && before !== '' && !SPACE.test(before) && !insideWord) {
      this.#close(delimiter, (children) => ({ type: WRAPPER[delimiter]!, children }));
      this.#at += delimiter.length;
    } else if (!isOpen && !SPACE.test(after) && (after !== '' || this.#partial) && !insideWord) {
      this.#open(delimiter);
    } else this.#literal(delimiter.length);
  }

  #open(delimiter: string): void {
    this.#flush();
    this.#frames[this.#frames.length] = { delimiter, children: [] };
    this.#at += delimiter.length;
  }

  #openLink(delimiter: '[' | '!['): void {
    const isOpen = this.#frames.some((frame) => frame.delimiter.endsWith('['));
    if (isOpen) this.#literal(delimiter.length);
    else this.#open(delimiter);
  }

  /** `](address)`: a picture goes away, a link that is not https leaves its label. */
  #closeLink(): void {
    const frame = this.#frames.find(({ delimiter }) => delimiter.endsWith('['));
    if (!frame) {
      this.#literal(1);
      return;
    }
    const end = this.#peek(1) === '(' ? this.#addressEnd(this.#at + 2) : -1;
    const isCut = this.#partial && this.#peek(1) === '(' && end === this.#source.length;
    if (end < 0 || (this.#source.charAt(end) !== ')' && !isCut)) {
      this.#flush();
      while (this.#frames.includes(frame)) this.#unwrap(false);
      this.#literal(1);
      return;
    }
    // Half an address leads somewhere else.
    const address = isCut ? '' : this.#source.slice(this.#at + 2, end).split(/\s/, 1)[0]!;
    const isPicture = frame.delimiter === '![';
    this.#close(frame.delimiter, (children) => (isPicture ? '' : link(address, children)));
    this.#at = end + 1;
  }

  /** Where the address in brackets ends: at `)`, or at whatever an address cannot contain. */
  #addressEnd(from: number): number {
    let index = from;
    const limit = Math.min(this.#source.length, from + MAX_URL);
    while (index < limit && !/[)[\]<>\n]/.test(this.#source.charAt(index))) index += 1;
    return index;
  }

  #startsAddress(): boolean {
    return this.#source.slice(this.#at, this.#at + 8) === 'https://' && !WORD.test(this.#peek(-1));
  }

  #address(): void {
    let end = this.#at + 8;
    const limit = Math.min(this.#source.length, this.#at + MAX_URL);
    while (end < limit && !/[\s<>"'`*[\]()]/.test(this.#source.charAt(end))) end += 1;
    if (end === this.#at + MAX_URL) {
      // Cut off it would lead somewhere else: it stays the text that it is.
      this.#text += this.#source.slice(this.#at, end);
      this.#at = end;
      return;
    }
    while (/[.,;:!?]/.test(this.#source.charAt(end - 1))) end -= 1;
    const address = this.#source.slice(this.#at, end);
    this.#flush();
    this.#push(link(address, [address.slice(8)]));
    this.#at = end;
  }

  /** Closes the frame; frames inside it that were never closed turn back into text. */
  #close(delimiter: string, wrap: (children: Inline[]) => Inline): void {
    this.#flush();
    while (this.#frames.at(-1)!.delimiter !== delimiter) this.#unwrap(false);
    const { children } = this.#frames.pop()!;
    this.#push(wrap(children));
  }

  /** Takes the innermost frame away: as if closed, or as the text that it was. */
  #unwrap(asIfClosed: boolean): void {
    const { delimiter, children } = this.#frames.pop()!;
    const wrapper = WRAPPER[delimiter];
    if (asIfClosed && wrapper) {
      if (children.length > 0) this.#push({ type: wrapper, children });
      return;
    }
    this.#push(delimiter);
    for (const child of children) this.#push(child);
  }
}

/** Only https leads anywhere; everything else is its label. */
function link(address: string, children: Inline[]): Inline {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isSafe = url?.protocol === 'https:' && url.username === '' && url.password === '';
  if (!isSafe) return { type: 'span', children };
  return { type: 'link', href: url.href, host: url.host, children };
}
