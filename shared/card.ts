import type { Price } from './price.ts';
import type { Availability, Media } from './product.ts';

/** What a product card shows. Types only. */
export interface CardProduct {
  id: string;
  handle: string;
  title: string;
  /** Absolute; the shop's own product page. */
  url?: string;
  brand?: string;
  media?: Media;
  /** The variant to put in the cart when there is only one. */
  variant_id?: string;
  /** Of that variant. */
  sku?: string;
  price_range: { min: Price; max: Price };
  list_price_range?: { min: Price; max: Price };
  availability: Availability;
  /** "Colour: 3 choices": option names with how many values each has. */
  options?: { name: string; count: number }[];
}

/** A line of a comparison: what the shop says of each product, in their order; null where it says nothing. */
export interface ComparedAttribute {
  name: string;
  values: (string | null)[];
}
