import { z } from 'zod';

/** Ids are the shop's or ours, a handle or a SKU; Postgres and prompts want no NUL and no half characters. */
const Name = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be valid Unicode');

/** What the shopper looks at while asking, as the page tells it. Nobody vouches for it: it is data, and small. */
export const PageContext = z.strictObject({
  /** What the page's assistant had said by itself before the shopper asked (see shared/proactive.ts). */
  said: Name(200).optional(),
  /** The product of the page. */
  product_id: Name(300).optional(),
  /** What the page is, in the shop's words: "product", "Search: tents". */
  page: Name(200).optional(),
  cart: z
    .array(
      z.strictObject({
        product_id: Name(300),
        variant_id: Name(300).optional(),
        quantity: z.int().min(1).max(999),
      }),
    )
    .max(20)
    .optional(),
});
export type PageContext = z.infer<typeof PageContext>;

/** In what the page is read, and our own sentences to the shopper. BCP 47. */
export const PageLocale = Name(35).refine(isLocale, 'must be a BCP 47 language tag');

/** What is known of the page with a question. */
export interface AskedOn extends Omit<PageContext, 'said'> {
  /** See PageLocale; absent when the page did not say. */
  locale?: string | undefined;
  /** What was `said`, if the store has such words for its assistant. */
  opening?: string | undefined;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
