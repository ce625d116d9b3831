import { isDeepStrictEqual } from 'node:util';
import { type FileProblem, type FileRecord, fileProblem } from './catalog-file.ts';
import { filledObject, textOf } from './read-values.ts';

/** What the columns of our table cannot say stands as JSON in a cell of its own, and wins over the columns. */

/** The fields of `wanted` that `read` has otherwise, as JSON; null for what `wanted` lacks. Undefined when there are none. */
export function whatDiffers(wanted: object, read: object): string | undefined {
  const plain = (value: object) => JSON.parse(JSON.stringify(value)) as Fields;
  const differing = differingFields(plain(wanted), plain(read));
  return differing && JSON.stringify(differing);
}

type Fields = Record<string, unknown>;

function differingFields(wanted: Fields, read: Fields): Fields | undefined {
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(read)])];
  const differing = keys.flatMap((key): [string, unknown][] => {
    const [left, right] = [wanted[key], read[key]];
    if (isSameInOrder(left, right)) return [];
    if (key !== 'metadata') return [[key, left ?? null]];
    return [[key, differingFields((left ?? {}) as Fields, (right ?? {}) as Fields)]];
  });
  return differing.length > 0 ? Object.fromEntries(differing) : undefined;
}

/** Attributes are shown in the merchant's order: another order is another value. */
function isSameInOrder(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(left, right) && JSON.stringify(left) === JSON.stringify(right);
}

/** The fields of that cell; none for an empty one, and a problem for what is no object. */
export function readMore(
  { line, values }: FileRecord,
  column: 'more' | 'variant_more',
  problems: FileProblem[],
): Fields {
  const text = textOf(values, column);
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below, like a value that is no object.
  }
  problems.push(fileProblem(line, 'not_json', { field: column, value: text }));
  return {};
}

/** Null takes a field away. Options that somebody has renamed in the columns since are those of the columns. */
export function withMore<T extends { metadata?: object; options?: unknown }>(
  read: T,
  more: Fields,
): T {
  const { metadata, ...others } = more;
  const changed = Object.entries(others).filter(
    ([key, value]) => key !== 'options' || value === null || mentions(value, read.options),
  );
  const fields = Object.fromEntries(changed.map(([key, value]) => [key, value ?? undefined]));
  const own = isObject(metadata) ? metadata : {};
  const merged = { ...read.metadata, ...own };
  const kept = Object.entries(merged).filter(([, value]) => value !== null && value !== undefined);
  return { ...read, ...fields, metadata: filledObject(Object.fromEntries(kept)) };
}

/** Whether every label among `options` stands in `wider` as well. */
function mentions(wider: unknown, options: unknown): boolean {
  const text = JSON.stringify(wider) ?? '';
  const labels = (JSON.stringify(options) ?? '').match(/"label":"(?:[^"\\]|\\.)*"/g) ?? [];
  return labels.every((label) => text.includes(label));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
