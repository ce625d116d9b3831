/**
 * The same value without what Postgres cannot keep in text: NUL and halves of surrogate pairs (a model
 * may write them; they become U+FFFD). Values that are clean are returned as they are.
 */
export function storable<T>(value: T): T {
  return isClean(value) ? value : (clean(value) as T);
}

/** Nearly all is, and most of it is a few letters: then nothing is made anew. */
function isClean(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isClean);
  if (value === null || typeof value !== 'object' || !isPlain(value)) return true;
  for (const key in value) {
    if (!isClean(key) || !isClean((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return mapped(value, value.map(clean));
  if (value !== null && typeof value === 'object' && isPlain(value)) {
    const entries = Object.entries(value);
    const cleaned = entries.map(([key, entry]) => [cleanText(key), clean(entry)] as const);
    const same = cleaned.every(
      ([key, entry], i) => key === entries[i]![0] && entry === entries[i]![1],
    );
    return same ? value : Object.fromEntries(cleaned);
  }
  return value;
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function mapped(before: unknown[], after: unknown[]): unknown[] {
  return after.every((value, index) => value === before[index]) ? before : after;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
