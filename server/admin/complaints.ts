import { AppError } from '../errors.ts';

/** What is wrong with a request, field by field; `pointer` is a JSON pointer into its body. */
export interface Complaint {
  pointer: string;
  detail: string;
}

const MOST_SHOWN = 20;

/** Throws AppError `invalid_request` when there is something to complain about. */
export function refuseIfAny(complaints: Complaint[], summary: string): void {
  const [first] = complaints;
  if (!first) return;
  const more = complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : '';
  throw new AppError('invalid_request', `${summary}: ${first.pointer} ${first.detail}${more}.`, {
    errors: complaints.slice(0, MOST_SHOWN),
  });
}

/** The places of items whose key an earlier one has; items with the key undefined have none. */
export function repeated<T>(items: T[], keyOf: (item: T) => string | undefined): number[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    if (seen.has(key)) return [index];
    seen.add(key);
    return [];
  });
}
