import { currencyExponent } from '../money.ts';
import {
  CatalogFileError,
  type CatalogFormat,
  type DecimalMark,
  type FileRecord,
  type RecordValues,
  type WantedFormat,
} from './catalog-file.ts';
import type { FormatReader } from './catalog-format.ts';
import { csvRows } from './csv-records.ts';
import { FORMATS } from './formats.ts';
import { jsonItems } from './json-records.ts';
import { decimalMarkOf, type MarkEvidence, markIn } from './read-amount.ts';
import { withLists } from './read-values.ts';
import { type FileKind, sniffFormat } from './sniff-format.ts';
import { type TextLimits, textOfBytes } from './text-of-bytes.ts';
import { xmlItems } from './xml-items.ts';

export interface OpenFile {
  format: CatalogFormat;
  /** To be read once, to the end; throws CatalogFileError where the file cannot be read on. */
  records: AsyncIterable<FileRecord>;
  /** How the prices that were read so far are written; complete when the records are. */
  evidence: MarkEvidence;
}

/** The header of a table with two thousand columns is shorter. */
const HEAD_CHARACTERS = 65_536;

/**
 * Recognises a catalog file and gives its rows as they arrive, in constant memory. Throws CatalogFileError when it is
 * of no use from its beginning.
 */
export async function openCatalogFile(
  bytes: AsyncIterable<Uint8Array>,
  { format, ...limits }: TextLimits & { format: WantedFormat },
): Promise<OpenFile> {
  const pieces = textOfBytes(bytes, limits);
  try {
    const { head, text } = await lookAhead(pieces);
    const kind = sniffFormat(head, format);
    const reader = FORMATS[kind.format];
    const evidence = { points: 0, commas: 0 };
    const records = withEvidence(recordsOf(text, kind), { reader, evidence });
    return { format: kind.format, records, evidence };
  } catch (error) {
    await pieces.return(undefined);
    throw error;
  }
}

/** How a file writes decimals; formats whose makers ask for a point have one where three decimals leave it open. */
export function markOf(
  format: CatalogFormat,
  evidence: MarkEvidence,
  currency: string,
): DecimalMark {
  const mark = decimalMarkOf(evidence);
  const isOpen = mark === 'unknown' && currencyExponent(currency) === 3;
  return isOpen && format !== 'woocommerce' ? '.' : mark;
}

/** Enough to know the first line, or as much of it as is reasonable. */
async function lookAhead(pieces: AsyncGenerator<string>) {
  let head = '';
  while (head.length < HEAD_CHARACTERS && !/[\r\n]/.test(head.trimStart())) {
    const next = await pieces.next();
    if (next.done) break;
    head += next.value;
  }
  async function* text(): AsyncGenerator<string> {
    yield head;
    yield* pieces;
  }
  return { head, text: text() };
}

async function* recordsOf(text: AsyncIterable<string>, kind: FileKind): AsyncGenerator<FileRecord> {
  let count = 0;
  for await (const record of rawRecords(text, kind)) {
    count += 1;
    yield record;
  }
  if (count === 0) throw new CatalogFileError('no_rows');
}

async function* rawRecords(
  text: AsyncIterable<string>,
  kind: FileKind,
): AsyncGenerator<FileRecord> {
  let count = 0;
  // All of a file may stand on one line.
  const ownGroup = (line: number) => `line ${line}, item ${++count}`;
  if (kind.syntax === 'json') {
    for await (const { line, text: json } of jsonItems(text)) {
      yield { line, group: ownGroup(line), values: { json: [json] } };
    }
    return;
  }
  const reader = FORMATS[kind.format];
  const rows = kind.syntax === 'csv' ? csvRows(text, kind) : xmlItems(text);
  for await (const row of rows) {
    const values =
      kind.syntax === 'csv'
        ? canonical(row.values, reader)
        : withLists(row.values, reader.listColumns);
    const { group, alias } = reader.groupOf(values);
    yield { line: row.line, group: group || ownGroup(row.line), alias, values };
  }
}

function canonical(values: RecordValues, { canonical: rename }: FormatReader): RecordValues {
  if (!rename) return values;
  // A column that has the name itself is the one that is meant.
  const nameOf = (name: string) => (Object.hasOwn(values, rename(name)) ? name : rename(name));
  return Object.fromEntries(Object.entries(values).map(([name, cells]) => [nameOf(name), cells]));
}

async function* withEvidence(
  records: AsyncIterable<FileRecord>,
  { reader, evidence }: { reader: FormatReader; evidence: MarkEvidence },
): AsyncGenerator<FileRecord> {
  for await (const record of records) {
    for (const column of reader.priceColumns) {
      const mark = markIn(record.values[column]?.[0] ?? '');
      if (mark === '.') evidence.points += 1;
      if (mark === ',') evidence.commas += 1;
    }
    yield record;
  }
}
