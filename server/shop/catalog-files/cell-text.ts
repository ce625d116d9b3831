/**
 * Cells that a spreadsheet would run as a formula are written with an apostrophe before them, and read without it.
 * Spreadsheets look past blanks and invisible characters, and take the full-width signs for the narrow ones.
 */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}\p{Z}]*[=+\-@＝＋－＠])/u;

/** Also what only looks as if it had been defused, so that reading gives back exactly what was written. */
function needsDefusing(text: string): boolean {
  return FORMULA.test(text.replace(/^'+/, ''));
}

/** Text as a cell: with an apostrophe before what would run. */
export function defused(text: string): string {
  return needsDefusing(text) ? `'${text}` : text;
}

/** The other way round. */
export function fused(cell: string): string {
  return cell.startsWith("'") && needsDefusing(cell.slice(1)) ? cell.slice(1) : cell;
}

/** A line of a CSV file (RFC 4180), every cell quoted and defused. */
export function csvLine(cells: string[]): string {
  return `${cells.map((cell) => `"${defused(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** Several values in one cell: parted by ` | `; a bar or backslash of a value has a backslash before it. */
export function listCell(values: string[]): string {
  return values.map((value) => value.replace(/[\\|]/g, '\\$&')).join(' | ');
}

/** The values again, blanks around them left out; none for an empty cell. */
export function cellList(cell: string): string[] {
  if (cell === '') return [];
  const values = [''];
  for (const [part] of cell.matchAll(/\\[\s\S]|\||[^\\|]+|\\$/g)) {
    const isEscaped = part.length === 2 && part.startsWith('\\');
    if (part === '|') values.push('');
    else values.push((values.pop() ?? '') + (isEscaped ? part.slice(1) : part));
  }
  return values.map((value) => value.trim());
}

/** A value as `commaList` gives it back whole. */
export function inCommaList(value: string): string {
  return value.replaceAll(',', '\\,');
}

/** The values of a cell that parts them with commas, where `\,` is a comma of a value. */
export function commaList(cell: string): string[] {
  return cell
    .split(/(?<!\\),/)
    .map((value) => value.replaceAll('\\,', ',').trim())
    .filter((value) => value !== '');
}
