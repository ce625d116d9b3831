import { z } from 'zod';
import { Proactive, PublicProactive } from './proactive.ts';

const Colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour like #1a7f5a');

/** A file of the page's own site, or one that any page may load; neither can end the `url("…")` that it stands in. */
const LauncherImage = z
  .string()
  .max(500)
  .regex(/^$|^(https:\/\/|\/(?!\/))[^\s"'\\<>]+$/, 'must begin with https:// or with a single /');

/** How the launcher and the panel look. Everything has a default, so `{}` is a theme. */
export const Theme = z.strictObject({
  accent: Colour.default('#1f6f54'),
  position: z.enum(['right', 'left']).default('right'),
  /** `auto` follows the page visitor's system. */
  scheme: z.enum(['auto', 'light', 'dark']).default('auto'),
  /** Of corners. */
  radius: z.enum(['none', 'small', 'large']).default('large'),
  /** Beside the launcher's icon on wide screens, and its name; empty: the icon alone. */
  launcher_text: z.string().max(30).default(''),
  /** In the place of the icon; empty: the icon. */
  launcher_image: LauncherImage.default(''),
});
export type Theme = z.infer<typeof Theme>;

/** What a merchant sets and a storefront may know. */
export const StoreSettings = z.strictObject({
  greeting: z.string().max(500).default(''),
  starters: z.array(z.string().min(1).max(120)).max(6).default([]),
  theme: Theme.prefault({}),
  /** Added to the assistant's prompt; never sent to a browser. */
  instructions: z.string().max(8_000).default(''),
  /** How closely a model looks at photos: `low` is cheap, `high` reads small print. */
  image_detail: z.enum(['low', 'high', 'auto']).default('low'),
  photos: z.boolean().default(true),
  /** What the model may cost in a day of the store's time zone, in millionths of a US dollar; null: no limit. */
  day_budget_micros: z.int().min(0).nullable().default(null),
  /** The same for one visitor. */
  visitor_day_budget_micros: z.int().min(0).nullable().default(null),
  /**
   * Days for which conversations are kept after their last message, and photos after they were uploaded; null: for
   * ever. A visitor's token is valid for as long as the default, so that nobody misses what they could still read.
   */
  retention_days: z.int().min(1).max(3_650).nullable().default(90),
  proactive: Proactive.default({ enabled: false, days: 7, rules: [] }),
});
export type StoreSettings = z.infer<typeof StoreSettings>;

/** `GET /v1/store`: public fields only. */
export const PublicStore = z.strictObject({
  key: z.string(),
  name: z.string(),
  locale: z.string(),
  currency: z.string(),
  greeting: z.string(),
  starters: z.array(z.string()),
  theme: Theme,
  /** What the button on the page is called, in the store's language. */
  launcher: z.string(),
  /** Style rules for what few themes have (corners, text and picture of the launcher), so that pages pay for them only then. */
  css: z.string().optional(),
  features: z.strictObject({
    photos: z.boolean(),
    /** To what the longer side of a photo is shrunk before it is sent, in pixels. */
    photo_side: z.int().optional(),
  }),
  /** Absent where the assistant never speaks first. */
  proactive: PublicProactive.optional(),
});
export type PublicStore = z.infer<typeof PublicStore>;
