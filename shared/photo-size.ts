/** How large a picture may be: its longer side, and width × height, in pixels. */
export interface PhotoSize {
  side: number;
  pixels: number;
}

/**
 * What a model is sent of a photo. `low` is a glance, which names the thing: OpenAI looks at 512 × 512 of it, Gemini
 * takes one tile of 768 × 768. `high` is for small print: the 1,536 patches of 32 × 32, or 768 × 2,048, that OpenAI
 * looks at, and about what Claude looks at (1,568 on the longer side). More is made smaller by providers or refused
 * (Groq takes 4 MB a request, and four of these as JPEG are less).
 */
export const MODEL_PHOTO_SIZE = {
  low: { side: 768, pixels: 768 * 768 },
  high: { side: 2_048, pixels: 1_536 * 32 * 32 },
} as const satisfies Record<'low' | 'high', PhotoSize>;

/**
 * The longer side to which a browser shrinks a photo before it sends it, by the store's `image_detail`. Where a glance
 * is the rule, the model may still ask for a closer look, and photos are compared at less.
 */
export const SENT_PHOTO_SIDE = { low: 1_600, auto: 2_048, high: 2_048 } as const;
