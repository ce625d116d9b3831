import { z } from 'zod';
import { NewPassword } from './admin-people.ts';
import { AdminRole } from './admin-role.ts';
import { Currency, Locale, StoreName, TimeZone } from './admin-stores.ts';
import { plainText } from './plain-text.ts';
import { Proactive } from './proactive.ts';
import { StoreSettings, Theme } from './store.ts';

export * from './admin-products.ts';
export * from './admin-role.ts';

/** What `/admin/api` speaks. Amounts are in minor units of the store's currency, times are ISO 8601. */

/** At most a million dollars. */
const DayBudget = z.int().min(0).max(1_000_000_000_000);

export const AdminSession = z.strictObject({
  email: z.string(),
  role: AdminRole,
  /** True while answers come from the built-in demo model. */
  demo_model: z.boolean(),
  version: z.string(),
});
export type AdminSession = z.infer<typeof AdminSession>;

export const SignInRequest = z.strictObject({
  email: plainText(254).min(1),
  password: plainText(200).min(1),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

export const PasswordChange = z.strictObject({
  current_password: plainText(200).min(1),
  new_password: NewPassword,
});
export type PasswordChange = z.infer<typeof PasswordChange>;

export const AdminStore = z.strictObject({
  key: z.string(),
  name: z.string(),
  currency: z.string(),
  /** Decimals of the currency: 2 for USD, 0 for VND. */
  currency_exponent: z.int(),
  locale: z.string(),
  /** IANA, for example `Asia/Ho_Chi_Minh`: the days on which coupons start and end are days there. */
  time_zone: z.string(),
});
export type AdminStore = z.infer<typeof AdminStore>;

/** What the install tag is made of. */
export const AdminInstall = z.strictObject({
  /** Null: wherever the browser reached us. */
  public_url: z.string().nullable(),
  /** The loader that never changes, and its fingerprint; null while the widget is not built. */
  pinned: z.strictObject({ path: z.string(), integrity: z.string() }).nullable(),
});
export type AdminInstall = z.infer<typeof AdminInstall>;

/** Pages that are not among the store's allowed origins and wanted to talk to it. */
export const AdminRefusedPages = z.strictObject({
  pages: z.array(z.strictObject({ origin: z.string(), last_at: z.iso.datetime() })),
});
export type AdminRefusedPages = z.infer<typeof AdminRefusedPages>;

export const AdminStoreList = z.strictObject({ stores: z.array(AdminStore) });
export type AdminStoreList = z.infer<typeof AdminStoreList>;

export const ConversationStatus = z.enum(['empty', 'running', 'done', 'stopped', 'failed']);
export type ConversationStatus = z.infer<typeof ConversationStatus>;

export const AdminConversationRow = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Of the newest turn. */
  status: ConversationStatus,
  created_at: z.string(),
  updated_at: z.string(),
  /** How many questions were asked. */
  turns: z.int(),
  input_tokens: z.int(),
  output_tokens: z.int(),
  /** Millionths of a US dollar over the turns whose cost is known; null when none is. */
  cost_micros: z.int().nullable(),
  /** Who the shop says it is, when it vouched for the visitor. */
  customer_ref: z.string().nullable(),
});
export type AdminConversationRow = z.infer<typeof AdminConversationRow>;

export const AdminConversationPage = z.strictObject({
  conversations: z.array(AdminConversationRow),
  next_cursor: z.string().nullable(),
});
export type AdminConversationPage = z.infer<typeof AdminConversationPage>;

export const AdminToolCall = z.strictObject({
  call_id: z.string(),
  step: z.int(),
  name: z.string(),
  input: z.unknown(),
  output: z.unknown(),
  error: z.string().nullable(),
  duration_ms: z.int().nullable(),
});
export type AdminToolCall = z.infer<typeof AdminToolCall>;

export const AdminTurn = z.strictObject({
  id: z.string(),
  question_id: z.string(),
  answer_id: z.string(),
  status: z.enum(['running', 'done', 'stopped', 'failed']),
  failure_code: z.string().nullable(),
  model: z.string().nullable(),
  input_tokens: z.int(),
  output_tokens: z.int(),
  cost_micros: z.int().nullable(),
  started_at: z.string(),
  first_text_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  tool_calls: z.array(AdminToolCall),
});
export type AdminTurn = z.infer<typeof AdminTurn>;

export const AdminMessage = z.strictObject({
  id: z.string(),
  role: z.enum(['user', 'assistant']),
  /** UIMessage parts as in `shared/message.ts`, as they were stored. */
  parts: z.array(z.looseObject({ type: z.string() })),
  status: z.enum(['running', 'done', 'stopped', 'failed', 'superseded']),
  rating: z.enum(['up', 'down']).nullable(),
  rating_comment: z.string().nullable(),
  created_at: z.string(),
});
export type AdminMessage = z.infer<typeof AdminMessage>;

export const AdminConversation = AdminConversationRow.extend({
  /** Oldest first. */
  messages: z.array(AdminMessage),
  /** True when older messages exist that are not in `messages`. */
  has_earlier: z.boolean(),
  /** What the assistant said by itself before the first question; null when the shopper began. */
  opening: z.string().nullable(),
  turn_log: z.array(AdminTurn),
});
export type AdminConversation = z.infer<typeof AdminConversation>;

const HttpOrigin = z
  .string()
  .max(300)
  .refine(isHttpOrigin, 'must be an origin like https://shop.example, without a path');

export const AdminSettings = z.strictObject({
  name: z.string(),
  locale: z.string(),
  time_zone: z.string(),
  currency: z.string(),
  /** Amounts are kept in it: it can be changed while the store has no product and no coupon. */
  currency_changeable: z.boolean(),
  greeting: z.string(),
  starters: z.array(z.string()),
  theme: Theme,
  instructions: z.string(),
  photos: z.boolean(),
  image_detail: StoreSettings.shape.image_detail.unwrap(),
  allowed_origins: z.array(z.string()),
  day_budget_micros: StoreSettings.shape.day_budget_micros.unwrap(),
  visitor_day_budget_micros: StoreSettings.shape.visitor_day_budget_micros.unwrap(),
  retention_days: StoreSettings.shape.retention_days.unwrap(),
  proactive: Proactive,
  version: z.int(),
});
export type AdminSettings = z.infer<typeof AdminSettings>;

/** Fields that are absent stay as they are. */
export const SettingsChange = z.strictObject({
  name: StoreName.optional(),
  locale: Locale.optional(),
  time_zone: TimeZone.optional(),
  currency: Currency.optional(),
  greeting: plainText(500).optional(),
  starters: z.array(plainText(120).min(1)).max(6).optional(),
  theme: z
    .strictObject({
      accent: z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour like #1a7f5a'),
      position: z.enum(['right', 'left']),
      scheme: z.enum(['auto', 'light', 'dark']),
      radius: Theme.shape.radius.unwrap(),
      launcher_text: plainText(30),
      launcher_image: Theme.shape.launcher_image.unwrap(),
    })
    .partial()
    .optional(),
  instructions: plainText(8_000).optional(),
  photos: z.boolean().optional(),
  image_detail: StoreSettings.shape.image_detail.unwrap().optional(),
  allowed_origins: z.array(HttpOrigin).max(50).optional(),
  /** Millionths of a US dollar; null for no limit, 0 for nothing at all. */
  day_budget_micros: DayBudget.nullable().optional(),
  visitor_day_budget_micros: DayBudget.nullable().optional(),
  /** Null: for ever. What is older than a shorter time is deleted within a minute, and does not come back. */
  retention_days: StoreSettings.shape.retention_days.unwrap().optional(),
  /** As a whole. */
  proactive: Proactive.optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

/** A scheme, a host and perhaps a port in their normal form: what browsers send as `Origin`. */
function isHttpOrigin(text: string): boolean {
  // Browsers compare nothing with patterns: an asterisk would allow no page at all.
  if (!/^https?:\/\/[^*]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).origin === text;
}
