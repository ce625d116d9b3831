import { z } from 'zod';

/** What `/admin/api` says of the money that models cost. All of it is in millionths of a US dollar. */

const Micros = z.int().min(0);
/** Of a million tokens: at most 10,000 dollars, which nobody asks for. */
const PriceMicros = z.int().min(0).max(10_000_000_000);

/** A model as the configuration names it; providers put slashes and colons into names. */
export const ModelName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{C}+$/u, 'must not contain control characters')
  .refine((name) => name.trim() === name, 'must not begin or end with a space');

/** What a million tokens cost. */
export const AdminModelPrice = z.strictObject({
  input_micros: Micros,
  output_micros: Micros,
  /** For input that came from the provider's cache; null: as other input. */
  cached_input_micros: Micros.nullable(),
});
export type AdminModelPrice = z.infer<typeof AdminModelPrice>;

export const AdminPricedModel = z.strictObject({
  model: z.string(),
  price: AdminModelPrice.nullable(),
  /** Of the price; 0 while there is none. */
  version: z.int(),
});
export type AdminPricedModel = z.infer<typeof AdminPricedModel>;

export const AdminModel = AdminPricedModel.extend({
  /** This installation is set up to ask it. */
  configured: z.boolean(),
  /** Null when it was not asked in the last 92 days. */
  last_used_at: z.string().nullable(),
});
export type AdminModel = z.infer<typeof AdminModel>;

export const AdminModelList = z.strictObject({ models: z.array(AdminModel) });
export type AdminModelList = z.infer<typeof AdminModelList>;

/** A whole price: what is left out of it is not kept. */
export const ModelPriceChange = z.strictObject({
  input_micros: PriceMicros,
  output_micros: PriceMicros,
  cached_input_micros: PriceMicros.nullable(),
});
export type ModelPriceChange = z.infer<typeof ModelPriceChange>;

/** What the calls of one day to one model come to. */
export const AdminSpendLine = z.strictObject({
  /** YYYY-MM-DD in the store's time zone. */
  day: z.string(),
  model: z.string(),
  calls: z.int(),
  /** Of the calls: those that ended with a failure. */
  failed_calls: z.int(),
  /** Of the calls: those that used tokens at a price that nobody had set. */
  unpriced_calls: z.int(),
  input_tokens: z.int(),
  /** Of the input tokens: those that came from the provider's cache. */
  cached_input_tokens: z.int(),
  output_tokens: z.int(),
  images: z.int(),
  /** Of the calls whose cost is known; null when none is. */
  cost_micros: z.int().nullable(),
  median_first_content_ms: z.int().nullable(),
});
export type AdminSpendLine = z.infer<typeof AdminSpendLine>;

/** A day's money: `reserved` is set aside for calls that run. */
export const AdminDayBudget = z.strictObject({
  spent_micros: z.int(),
  reserved_micros: z.int(),
  /** Null: no limit. */
  limit_micros: z.int().nullable(),
});
export type AdminDayBudget = z.infer<typeof AdminDayBudget>;

export const AdminCosts = z.strictObject({
  /** YYYY-MM-DD in the store's time zone; the last of `days` days. */
  today: z.string(),
  days: z.int(),
  store: AdminDayBudget,
  /** What one visitor may cost in a day; null: no limit. */
  visitor_limit_micros: z.int().nullable(),
  /** All stores together, in a day of UTC; null for a caller who may see one store only. */
  installation: AdminDayBudget.nullable(),
  /** Newest day first. */
  spend: z.array(AdminSpendLine),
});
export type AdminCosts = z.infer<typeof AdminCosts>;

/** One request to a provider. */
export const AdminModelCall = z.strictObject({
  id: z.string(),
  turn_id: z.string(),
  endpoint: z.string(),
  model: z.string(),
  /** The model that answered, in the provider's words. */
  answered_by: z.string().nullable(),
  /** `answered`, `aborted`, or the reason of its failure; null while it runs, or when its process died. */
  outcome: z.string().nullable(),
  images: z.int(),
  input_tokens: z.int(),
  cached_input_tokens: z.int(),
  output_tokens: z.int(),
  reasoning_tokens: z.int(),
  /** The provider did not say how many tokens: they are counted by rule of thumb. */
  estimated: z.boolean(),
  cost_micros: z.int().nullable(),
  first_content_ms: z.int().nullable(),
  duration_ms: z.int().nullable(),
  started_at: z.string(),
});
export type AdminModelCall = z.infer<typeof AdminModelCall>;

export const AdminModelCallList = z.strictObject({ calls: z.array(AdminModelCall) });
export type AdminModelCallList = z.infer<typeof AdminModelCallList>;
