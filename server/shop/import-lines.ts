/** One JSON value of an import file, not read yet, and the line it starts on. */
export interface ImportLine {
  line: number;
  text: string;
}

/** Cuts a file of one JSON value a line, or of one array of values, into its values. */
export function importLines(file: string): ImportLine[] {
  const text = file.replace(/^\uFEFF/, '');
  return text.trimStart().startsWith('[') ? arrayItems(text) : jsonLines(text);
}

function jsonLines(text: string): ImportLine[] {
  return text
    .split('\n')
    .map((item, index) => ({ line: index + 1, text: item.trim() }))
    .filter((item) => item.text !== '');
}

/** A comma outside of strings and of inner brackets ends an item. What is no JSON stays one item, to be named. */
function arrayItems(text: string): ImportLine[] {
  const items: ImportLine[] = [];
  let depth = 0;
  let start = 0;
  let counted = { at: 0, line: 1 };
  const addItem = (end: number) => {
    const item = text.slice(start, end);
    const at = start + item.length - item.trimStart().length;
    counted = { at, line: counted.line + newlines(text.slice(counted.at, at)) };
    if (item.trim() !== '') items.push({ line: counted.line, text: item.trim() });
    start = end + 1;
  };
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]/g)) {
    if (token === ']' || token === '}') depth -= 1;
    if (depth === 0 && token === '[') start = index + 1;
    if ((depth === 1 && token === ',') || (depth === 0 && token === ']')) addItem(index);
    if (token === '[' || token === '{') depth += 1;
  }
  if (start < text.length) addItem(text.length);
  // A file that was cut short must not pass for a shorter catalog.
  if (depth !== 0) items.push({ line: newlines(text) + 1, text: '' });
  return items;
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
