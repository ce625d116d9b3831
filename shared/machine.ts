import { z } from 'zod';
import { filledText } from './plain-text.ts';
import { Product, Variant } from './product.ts';

/** What other systems of a shop send: products to keep in step, stock and prices as they change. */

export const MAX_UPSERTS = 500;
export const MAX_PUSHES = 1_000;

const Amount = z.int().min(0);

/** One variant's news. Amounts are in minor units; what is absent stays. */
export const StockPush = z
  .strictObject({
    variant_id: z.uuid().optional(),
    sku: filledText(200).optional(),
    /** Of the variant, or of a product that has only one. */
    external_id: filledText(300).optional(),
    /** Null: not counted. */
    stock: z.int().min(0).max(1_000_000_000).nullable().optional(),
    available: z.boolean().optional(),
    price: Amount.optional(),
    list_price: Amount.nullable().optional(),
    /** Since when it is so; when the message was signed, if absent. What is older than what is known is ignored. */
    at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(
    ({ variant_id, sku, external_id }) =>
      [variant_id, sku, external_id].filter((ref) => ref !== undefined).length === 1,
    'must name the variant in one way: variant_id, sku or external_id',
  )
  .refine(
    ({ stock, available, price, list_price }) =>
      [stock, available, price, list_price].some((value) => value !== undefined),
    'must say something: stock, available, price or list_price',
  );
export type StockPush = z.infer<typeof StockPush>;

export const StockPushes = z.array(StockPush).min(1).max(MAX_PUSHES);
export type StockPushes = z.infer<typeof StockPushes>;

/** `ignored`: newer news had come before it. `refused`: `detail` says why. */
export const StockPushResult = z.strictObject({
  result: z.enum(['changed', 'unchanged', 'ignored', 'not_found', 'refused']),
  variant_id: z.string().optional(),
  detail: z.string().optional(),
});
export type StockPushResult = z.infer<typeof StockPushResult>;

/** In the order of the request. */
export const StockPushResponse = z.strictObject({ results: z.array(StockPushResult) });
export type StockPushResponse = z.infer<typeof StockPushResponse>;

/**
 * A product as another system knows it, after the Universal Commerce Protocol. Absent lists are empty, without a handle
 * it keeps its own or gets one of its title. `id`s are the other system's: ours stay what they are.
 */
export const UpsertedProduct = Product.omit({ price_range: true, list_price_range: true })
  .partial({ id: true, handle: true, description: true })
  .extend({
    variants: z
      .array(Variant.partial({ id: true, availability: true }))
      .min(1)
      .max(2_000),
    price_range: z.unknown().optional(),
    list_price_range: z.unknown().optional(),
  });
export type UpsertedProduct = z.infer<typeof UpsertedProduct>;

export const UpsertRequest = z.strictObject({
  products: z.array(UpsertedProduct).min(1).max(MAX_UPSERTS),
});
export type UpsertRequest = z.infer<typeof UpsertRequest>;

export const UpsertResult = z.discriminatedUnion('result', [
  z.strictObject({
    result: z.enum(['created', 'updated', 'unchanged']),
    id: z.string(),
    version: z.int(),
  }),
  z.strictObject({
    result: z.literal('refused'),
    /** `conflict`: a handle or a SKU belongs to another product. */
    code: z.enum(['invalid_request', 'conflict']),
    detail: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  }),
]);
export type UpsertResult = z.infer<typeof UpsertResult>;

/** In the order of the request. */
export const UpsertResponse = z.strictObject({ results: z.array(UpsertResult) });
export type UpsertResponse = z.infer<typeof UpsertResponse>;

export const WebhookSecretRow = z.strictObject({ id: z.string(), created_at: z.string() });
export type WebhookSecretRow = z.infer<typeof WebhookSecretRow>;

/** Two at most: a new one works beside the old one until that is deleted. */
export const WebhookSecretList = z.strictObject({ secrets: z.array(WebhookSecretRow) });
export type WebhookSecretList = z.infer<typeof WebhookSecretList>;

/** Shown this once. */
export const NewWebhookSecret = WebhookSecretRow.extend({ secret: z.string() });
export type NewWebhookSecret = z.infer<typeof NewWebhookSecret>;
