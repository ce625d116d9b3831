import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CatalogFileError } from './catalog-file.ts';

export interface TextLimits {
  /** Of the text that a packed file may unfold to. */
  maxBytes: number;
  /** From its first byte to its last, whatever is made of them meanwhile: blank rows cost time and give nothing. */
  maxMs: number;
}

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const HEAD_BYTES = 4;

/**
 * The text of a catalog file, piece by piece: gzip is unpacked, a byte order mark left out; UTF-8, UTF-16 and
 * Windows-1252 are told apart. Throws CatalogFileError `archive` for other archives, `too_large` for what unfolds to
 * more than the limit, `broken_archive`, `took_too_long` and `not_text`.
 */
export async function* textOfBytes(
  bytes: AsyncIterable<Uint8Array>,
  limits: TextLimits,
): AsyncGenerator<string> {
  const { head, rest } = await lookAhead(bytes, HEAD_BYTES);
  if (startsWith(head, ZIP)) throw new CatalogFileError('archive');
  const plain = startsWith(head, GZIP) ? unpacked(rest, limits) : rest;
  yield* decoded(inTime(plain, limits));
}

async function* inTime(
  bytes: AsyncIterable<Uint8Array>,
  { maxMs }: TextLimits,
): AsyncGenerator<Uint8Array> {
  const began = performance.now();
  for await (const chunk of bytes) {
    if (performance.now() - began >= maxMs) throw new CatalogFileError('took_too_long');
    yield chunk;
  }
}

/** The bytes again from their beginning, and the first of them. */
async function lookAhead(bytes: AsyncIterable<Uint8Array>, count: number) {
  const iterator = bytes[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const next = await iterator.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.byteLength;
  }
  const head = Buffer.concat(parts);
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      while (true) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head, rest: rest() };
}

function startsWith(head: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, index) => head[index] === byte);
}

async function* unpacked(
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes }: TextLimits,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes, { objectMode: false });
  const gunzip = createGunzip();
  // Each knows of the other's end: a broken archive must not leave its source open, nor the other way round.
  source.on('error', (error) => gunzip.destroy(error));
  let length = 0;
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > maxBytes) throw new CatalogFileError('too_large');
      yield chunk;
    }
  } catch (error) {
    const isOfZlib = (error as { code?: unknown }).code?.toString().startsWith('Z_');
    throw isOfZlib ? new CatalogFileError('broken_archive') : error;
  } finally {
    source.destroy();
  }
}

const UNDECIDED_BYTES = 4;

/** What is ASCII so far reads the same either way: the first other byte, with those behind it, decides. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let held = Buffer.alloc(0);
  let isFirst = true;
  const decode = (chunk: Uint8Array, stream: boolean) => {
    try {
      return readable(decoder?.decode(chunk, { stream }) ?? '');
    } catch {
      throw new CatalogFileError('not_text');
    }
  };
  for await (const chunk of bytes) {
    if (decoder) {
      yield decode(chunk, true);
      continue;
    }
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    if (isFirst) {
      if (held.length < UNDECIDED_BYTES) continue;
      decoder = wideDecoder(held);
      isFirst = false;
    }
    const other = decoder ? 0 : held.findIndex((byte) => byte >= 0x80);
    if (!decoder && other >= 0) {
      if (held.length - other < UNDECIDED_BYTES) continue;
      decoder = narrowDecoder(held.subarray(other));
    }
    yield decoder ? decode(held, true) : readable(held.toString('latin1'));
    held = Buffer.alloc(0);
  }
  if (!decoder && held.length > 0) {
    const other = held.findIndex((byte) => byte >= 0x80);
    decoder = wideDecoder(held) ?? narrowDecoder(held.subarray(Math.max(other, 0)));
    yield decode(held, true);
  }
  if (decoder) yield decode(new Uint8Array(), false);
}

/** UTF-16 says so with its mark, or by the NULs that it has between the letters of a header. */
function wideDecoder(head: Buffer): TextDecoder | undefined {
  const options = { fatal: true };
  const [first, second, third, fourth] = head;
  const little =
    (first === 0xff && second === 0xfe) || (second === 0 && fourth === 0 && first !== 0);
  if (little) return new TextDecoder('utf-16le', options);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && third === 0 && second !== 0);
  return big ? new TextDecoder('utf-16be', options) : undefined;
}

/** `from` starts with the first byte that is not ASCII. */
function narrowDecoder(from: Buffer): TextDecoder {
  return isUtf8Start(from)
    ? new TextDecoder('utf-8', { fatal: true })
    : new TextDecoder('windows-1252');
}

function isUtf8Start(from: Buffer): boolean {
  const [lead = 0] = from;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  if (lead < 0x80) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(from.subarray(0, length));
    return true;
  } catch {
    return false;
  }
}

/** No table has these; a program, a picture or a database does. */
function readable(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isControl = code <= 0x08 || (code >= 0x0e && code <= 0x1a);
    if (isControl) throw new CatalogFileError('not_text');
  }
  return text;
}
