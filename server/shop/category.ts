import { foldText } from './fold-text.ts';

/**
 * Whether a product filed under `value` is in the category that somebody named. A category may be a path as in UCP
 * ("Camping > Tents"): it is named by the whole path, by its last part, or by a path that it lies under.
 */
export function isInCategory(value: string, named: string): boolean {
  return categoryNames(value).includes(joinParts(pathParts(named)));
}

/** The folded names that a category answers to. */
function categoryNames(value: string): string[] {
  const parts = pathParts(value);
  const paths = parts.map((_, index) => joinParts(parts.slice(0, index + 1)));
  return [...new Set([...paths, ...parts.slice(-1)])];
}

/** "Tents" of "Camping > Tents": what a shopper reads. */
export function categoryLabel(value: string): string {
  return value.split('>').at(-1)?.trim() || value;
}

function pathParts(value: string): string[] {
  return foldText(value)
    .split('>')
    .map((part) => part.trim());
}

function joinParts(parts: string[]): string {
  return parts.join(' > ');
}
