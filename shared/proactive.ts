import { z } from 'zod';
import { plainText } from './plain-text.ts';

/** When and where the assistant speaks first, and what it says. */
export const MOST_RULES = 5;
export const MOST_PAGES = 20;
/** As many as the widget has languages. */
export const MOST_TEXTS = 14;
export const LONGEST_PROACTIVE_TEXT = 160;

/** Of a page's address, from its first slash to before a `?`; `*` stands for anything. */
export const PagePattern = z
  .string()
  .max(200)
  .regex(/^\/[^\s?#]*$/, 'must begin with / and hold no space, ? or #');

export const ProactiveText = z.strictObject({
  /** BCP 47; also of pages in a variety of the language. */
  locale: z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, 'must be like en or pt-BR'),
  text: plainText(LONGEST_PROACTIVE_TEXT).refine((text) => text.trim() !== '', 'must not be empty'),
});

const Trigger = z.discriminatedUnion('on', [
  /** For so long the page was on screen. */
  z.strictObject({ on: z.literal('time'), seconds: z.int().min(1).max(3_600) }),
  /** So much of the page has been on screen; the top of it before anybody scrolled does not count. */
  z.strictObject({ on: z.literal('scroll'), percent: z.int().min(1).max(100) }),
  /** The mouse leaves the page at its upper edge. Fingers do not, so on a phone nothing comes of it. */
  z.strictObject({ on: z.literal('exit') }),
]);

export const ProactiveRule = z.strictObject({
  trigger: Trigger,
  /** What the page told with `setContext`; one that told nothing of a cart is neither empty nor filled. */
  cart: z.enum(['any', 'empty', 'filled']),
  /** None: every page. */
  pages: z.array(PagePattern).max(MOST_PAGES),
  /** The first is for pages in other languages. */
  texts: z
    .array(ProactiveText)
    .min(1)
    .max(MOST_TEXTS)
    .refine(
      (texts) => new Set(texts.map(({ locale }) => locale.toLowerCase())).size === texts.length,
      'must not name a language twice',
    ),
});
export type ProactiveRule = z.infer<typeof ProactiveRule>;

/** The first rule that is met speaks, on pages that say that it may (docs/widget.md). */
export const Proactive = z.strictObject({
  enabled: z.boolean(),
  /** For so many days a visitor does not hear another one. */
  days: z.int().min(1).max(365),
  rules: z.array(ProactiveRule).max(MOST_RULES),
});
export type Proactive = z.infer<typeof Proactive>;

/** As widgets get them, while there is something to say. */
export const PublicProactive = z.strictObject({
  days: z.int(),
  rules: z.array(
    ProactiveRule.extend({
      /** `close`: what the button that closes it is called in that language. */
      texts: z.array(ProactiveText.extend({ close: z.string() })),
    }),
  ),
});
export type PublicProactive = z.infer<typeof PublicProactive>;
