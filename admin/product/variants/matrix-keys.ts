type Cell = HTMLInputElement | HTMLSelectElement;

/**
 * Keys that make inputs in a table behave like a sheet: up, down and Enter move within the column, Control and D takes
 * over what stands above.
 */
export function onMatrixKey(event: KeyboardEvent): void {
  const cell = cellOf(event.target);
  if (!cell || event.isComposing || event.altKey) return;
  const isChoice = cell instanceof HTMLSelectElement;
  const above = neighbour(cell, -1);
  const below = neighbour(cell, 1);
  if ((event.ctrlKey || event.metaKey) && event.key === 'd') {
    event.preventDefault();
    if (above) type(cell, above.value);
  } else if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  else if (event.key === 'Enter' || (event.key === 'ArrowDown' && !isChoice)) {
    event.preventDefault();
    enter(below);
  } else if (event.key === 'ArrowUp' && !isChoice) {
    event.preventDefault();
    enter(above);
  }
}

/** Lines that come from a spreadsheet fill the cell and those below it. */
export function onMatrixPaste(event: ClipboardEvent): void {
  let cell = cellOf(event.target);
  const lines = event.clipboardData?.getData('text/plain').trimEnd().split(/\r?\n/) ?? [];
  if (!cell || lines.length < 2) return;
  event.preventDefault();
  for (const line of lines) {
    if (!cell) return;
    type(cell, line.trim());
    cell = neighbour(cell, 1);
  }
}

function cellOf(target: EventTarget | null): Cell | undefined {
  const isCell = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
  return isCell && target.dataset.column !== undefined ? target : undefined;
}

function neighbour(cell: Cell, step: 1 | -1): Cell | undefined {
  const { column } = cell.dataset;
  const cells = cell.closest('table')?.querySelectorAll<Cell>(`[data-column="${column}"]`) ?? [];
  const all = [...cells];
  return all[all.indexOf(cell) + step];
}

/** As if somebody had typed it: the form hears of it. */
function type(cell: Cell, text: string): void {
  cell.value = text;
  const isChoice = cell instanceof HTMLSelectElement;
  cell.dispatchEvent(new Event(isChoice ? 'change' : 'input', { bubbles: true }));
}

function enter(cell: Cell | undefined): void {
  cell?.focus();
  if (cell instanceof HTMLInputElement) cell.select();
}
