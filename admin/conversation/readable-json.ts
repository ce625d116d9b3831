const MOST_CHARACTERS = 20_000;

/** Indented JSON, cut where nobody would read on. */
export function readableJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? '';
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)}\n… ${text.length - MOST_CHARACTERS} more characters`;
}
