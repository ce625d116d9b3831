import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { CatalogFileError, type RecordValues } from './catalog-file.ts';
import { fused } from './cell-text.ts';

export interface CsvRow {
  /** Where it starts. */
  line: number;
  values: RecordValues;
}

const MAX_ROW_CHARACTERS = 2_000_000;
const MAX_COLUMNS = 2_000;
/** More than a spreadsheet has rows: what goes on for longer was made to keep us busy. */
const MOST_BLANK_ROWS = 2_000_000;

/** A column's name as formats know it: small letters, one blank between words. */
export function columnName(header: string): string {
  return header.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/**
 * The rows of a table behind its header, as they come. Rows may be shorter or longer than the header. Throws
 * CatalogFileError `line_too_long`, `quote_open` (with the line on which the quote stands), `too_many_columns`, and
 * `too_large` for blank rows without end.
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  { delimiter }: { delimiter: string },
): AsyncGenerator<CsvRow> {
  const source = Readable.from(text, { objectMode: true, highWaterMark: 1 });
  const parser = parse({
    delimiter,
    info: true,
    // All of them, also in one file: tables are pasted together.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A quote in the middle of a cell is a quote: 15.6" is a size.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let line = 1;
  let blank = 0;
  let header: string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      if (record.length > MAX_COLUMNS) throw new CatalogFileError('too_many_columns', line);
      if (!header) header = record.map(columnName);
      else if (record.some((cell) => cell !== '')) {
        yield { line, values: valuesOf(header, record) };
      } else {
        blank += 1;
        if (blank > MOST_BLANK_ROWS) throw new CatalogFileError('too_large', line);
      }
      line = info.lines + 1;
    }
  } catch (error) {
    throw asFileError(error, line);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

interface ParsedRow {
  record: string[];
  info: { lines: number };
}

function valuesOf(header: string[], cells: string[]): RecordValues {
  const values: RecordValues = {};
  for (const [index, name] of header.entries()) {
    const cell = cells[index];
    if (name === '' || cell === undefined) continue;
    const texts = cell === '' ? [] : [fused(cell)];
    if (Object.hasOwn(values, name)) values[name]!.push(...texts);
    else Object.defineProperty(values, name, { value: texts, enumerable: true });
  }
  return values;
}

function asFileError(error: unknown, line: number): unknown {
  const code = (error as { code?: unknown }).code;
  if (code === 'CSV_MAX_RECORD_SIZE') return new CatalogFileError('line_too_long', line);
  if (code === 'CSV_QUOTE_NOT_CLOSED') return new CatalogFileError('quote_open', line);
  return error;
}
