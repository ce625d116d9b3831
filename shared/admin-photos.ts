import { z } from 'zod';

/** What `/admin/api` says of photos and of the pictures that they are compared with. */

/** Enough of a product to name it and to lead to it. */
export const PicturedProduct = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Address of its first picture. */
  picture: z.string().nullable(),
});
export type PicturedProduct = z.infer<typeof PicturedProduct>;

export const PhotoTrialItem = z.strictObject({
  product: PicturedProduct,
  /** From 0 to 1, as the next three. */
  score: z.number(),
  shape: z.number(),
  colour: z.number(),
  /** Words that were read on the photo and are the product's too. */
  text: z.array(z.string()),
  /** How many details of the product's picture were found again on the photo. */
  details: z.int(),
  /** The assistant is told of it; others only came near. */
  shown: z.boolean(),
});
export type PhotoTrialItem = z.infer<typeof PhotoTrialItem>;

/** What the assistant would be told of a photo. */
export const PhotoTrial = z.strictObject({
  outcome: z.enum(['verified', 'candidates', 'none']),
  /** Best first, also when the outcome is `none`. */
  items: z.array(PhotoTrialItem),
  /** Ways of comparing that could not be used, by name. */
  degraded: z.array(z.string()),
});
export type PhotoTrial = z.infer<typeof PhotoTrial>;

export const CheckedPicture = z.strictObject({
  url: z.string(),
  /**
   * Beside those of the shop's other products. `clear`: none looks like it; `near`: some look much like it; `same`: it is
   * the same, or nearly; `pending`: it was not compared yet; `unknown`: it is on another host and never compared.
   */
  outcome: z.enum(['clear', 'near', 'same', 'pending', 'unknown']),
  /** The products of those, the likest first. */
  alike: z.array(PicturedProduct),
});
export type CheckedPicture = z.infer<typeof CheckedPicture>;

/** How well a product's pictures tell it from the shop's other products. */
export const PictureCheck = z.strictObject({
  pictures: z.array(CheckedPicture),
  /** Two photos of the product as shoppers take them would help to tell it apart. */
  wants_phone_photos: z.boolean(),
});
export type PictureCheck = z.infer<typeof PictureCheck>;

/** A photo of a shopper with which no picture of the shop was found. */
export const UnmatchedPhoto = z.strictObject({
  image_id: z.string(),
  conversation_id: z.string(),
  asked_at: z.string(),
  /** What was written with it; may be empty. */
  question: z.string(),
  /** What was offered in its place, by what it was called in words. */
  offered: z.array(z.string()),
  /** Not all ways of comparing could be used: it may have been missed. */
  unsure: z.boolean(),
});
export type UnmatchedPhoto = z.infer<typeof UnmatchedPhoto>;

export const UnmatchedPhotoPage = z.strictObject({
  photos: z.array(UnmatchedPhoto),
  next_cursor: z.string().nullable(),
});
export type UnmatchedPhotoPage = z.infer<typeof UnmatchedPhotoPage>;
