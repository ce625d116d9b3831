import { z } from 'zod';
import type { Relaxed } from '../../shared/product-search.ts';
import type { Store } from '../shop/store.ts';
import { ShownPrice, showPrice } from './product-summary.ts';

const Value = z.union([ShownPrice, z.string(), z.boolean(), z.array(z.string())]);

/** A wish that nothing fulfils, as a model is told of it: `now` is what was looked for instead, absent when it was dropped. */
export const GivenUp = z.strictObject({
  wish: z.string(),
  was: Value,
  now: Value.optional(),
});
export type GivenUp = z.infer<typeof GivenUp>;

export function tellGivenUp(
  { filter, was, now }: Relaxed,
  { currency, locale }: Pick<Store, 'currency' | 'locale'>,
): GivenUp {
  const told = (value: Relaxed['was']) =>
    typeof value === 'number' ? showPrice({ amount: value, currency }, locale) : value;
  return { wish: filter, was: told(was), now: now === null ? undefined : told(now) };
}
