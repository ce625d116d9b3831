import type { z } from 'zod';
import type { RefusalReason } from '../../../shared/catalog-import.ts';

/** Why a value is not what a product has there, in our own terms: zod's sentences are for programmers, and English. */
export function shapeProblem(
  issue: z.core.$ZodIssue,
  product: unknown,
): { reason: RefusalReason; value: string } {
  const found = valueAt(product, issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return found === undefined
        ? { reason: 'missing', value: '' }
        : { reason: 'wrong_kind', value: issue.expected };
    case 'too_big':
      return { reason: TOO_BIG[issue.origin] ?? 'number_too_large', value: String(issue.maximum) };
    case 'too_small':
      if (found === '') return { reason: 'empty', value: '' };
      return {
        reason: TOO_SMALL[issue.origin] ?? 'number_too_small',
        value: String(issue.minimum),
      };
    case 'invalid_value':
      return { reason: 'not_one_of', value: String(found) };
    case 'unrecognized_keys':
      return { reason: 'unknown_field', value: issue.keys.join(', ') };
    case 'invalid_key':
      return { reason: 'too_long', value: '200' };
    default:
      return { reason: 'shape', value: typeof found === 'string' ? found : '' };
  }
}

const TOO_BIG: Partial<Record<string, RefusalReason>> = { string: 'too_long', array: 'too_many' };
const TOO_SMALL: Partial<Record<string, RefusalReason>> = { string: 'empty', array: 'too_few' };

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
        ? (inside as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}
