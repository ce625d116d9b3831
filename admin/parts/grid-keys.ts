/** A cell of a sheet, counted from 0. */
export interface Cell {
  line: number;
  column: number;
}

export interface GridSize {
  lines: number;
  columns: number;
}

const PAGE_LINES = 10;

/**
 * Where a key leads from a cell, as the grid pattern of the ARIA Authoring Practices has it; undefined for keys that
 * lead nowhere. `isFar` is true while Ctrl or Command is held.
 */
export function cellAfter(
  { line, column }: Cell,
  { key, isFar }: { key: string; isFar: boolean },
  { lines, columns }: GridSize,
): Cell | undefined {
  const at = (nextLine: number, nextColumn: number): Cell => ({
    line: Math.max(0, Math.min(nextLine, lines - 1)),
    column: Math.max(0, Math.min(nextColumn, columns - 1)),
  });
  switch (key) {
    case 'ArrowUp':
      return at(isFar ? 0 : line - 1, column);
    case 'ArrowDown':
      return at(isFar ? lines - 1 : line + 1, column);
    case 'ArrowLeft':
      return at(line, isFar ? 0 : column - 1);
    case 'ArrowRight':
      return at(line, isFar ? columns - 1 : column + 1);
    case 'Home':
      return at(isFar ? 0 : line, 0);
    case 'End':
      return at(isFar ? lines - 1 : line, columns - 1);
    case 'PageUp':
      return at(line - PAGE_LINES, column);
    case 'PageDown':
      return at(line + PAGE_LINES, column);
    default:
      return undefined;
  }
}

/** The next cell in reading order for which `isWanted` holds; `step` is -1 for the one before. */
export function nextCell(
  from: Cell,
  { lines, columns }: GridSize,
  { step, isWanted }: { step: 1 | -1; isWanted(cell: Cell): boolean },
): Cell | undefined {
  let index = from.line * columns + from.column + step;
  for (; index >= 0 && index < lines * columns; index += step) {
    const cell = { line: Math.floor(index / columns), column: index % columns };
    if (isWanted(cell)) return cell;
  }
  return undefined;
}

/** True for a key that types a character, by which a sheet starts to overwrite a cell. */
export function isTyping(event: KeyboardEvent): boolean {
  return (
    event.key.length === 1 &&
    event.key !== ' ' &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !event.isComposing
  );
}
