/** One JSON value of an import file and the line it starts on. */
export interface ImportLine {
  line: number;
  text: string;
}

/** A file that cannot be cut into values at all. */
export interface UnreadableFile {
  line: number;
  detail: string;
}

/** Cuts a file of one JSON value a line, or of one array of values, into its values. */
export function importLines(file: string): ImportLine[] | UnreadableFile {
  const text = file.replace(/^\uFEFF/, '');
  return text.trimStart().startsWith('[') ? arrayItems(text) : jsonLines(text);
}

function jsonLines(text: string): ImportLine[] {
  return text
    .split('\n')
    .map((item, index) => ({ line: index + 1, text: item.trim() }))
    .filter((item) => item.text !== '');
}

function arrayItems(text: string): ImportLine[] | UnreadableFile {
  try {
    JSON.parse(text);
  } catch (error) {
    return { line: lineOfError(text, error), detail: `is not JSON: ${(error as Error).message}` };
  }
  return splitArray(text);
}

function lineOfError(text: string, error: unknown): number {
  const position = /position (\d+)/.exec(String(error))?.[1];
  return text.slice(0, Number(position ?? 0)).split('\n').length;
}

/** `text` is a JSON array; a comma outside of strings and of inner brackets ends an item. */
function splitArray(text: string): ImportLine[] {
  const items: ImportLine[] = [];
  let depth = 0;
  let line = 1;
  let start = { at: 0, line: 1 };
  const endItem = (at: number) => {
    const item = text.slice(start.at, at);
    const blankLines = /^\s*/.exec(item)![0].split('\n').length - 1;
    if (item.trim() !== '') items.push({ line: start.line + blankLines, text: item.trim() });
  };
  for (const { 0: token, index: at } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},\n]/g)) {
    if (token === '\n') line += 1;
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    const opens = depth === 1 && token === '[';
    if ((depth === 1 && token === ',') || depth === 0) endItem(at);
    if (opens || (depth === 1 && token === ',')) start = { at: at + 1, line };
  }
  return items;
}
