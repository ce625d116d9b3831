import { z } from 'zod';
import type { CardProduct } from './card.ts';
import { PriceRange } from './price.ts';
import { Availability, Media } from './product.ts';

/** A card as shoppers get it (`shared/card.ts`). */
export const PreviewCard = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  url: z.string().optional(),
  brand: z.string().optional(),
  media: Media.optional(),
  variant_id: z.string().optional(),
  price_range: PriceRange,
  list_price_range: PriceRange.optional(),
  availability: Availability,
  options: z.array(z.strictObject({ name: z.string(), count: z.int() })).optional(),
}) satisfies z.ZodType<CardProduct>;
