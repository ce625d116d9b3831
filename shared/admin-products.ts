import { z } from 'zod';
import { isLink } from './link.ts';
import { filledText, plainText } from './plain-text.ts';
import { PreviewCard } from './preview-card.ts';
import { AvailabilityStatus, Media, Rating } from './product.ts';

/**
 * Products as `/admin/api` speaks of them. Amounts are in minor units of the store's currency, times are ISO 8601.
 * What a change says replaces what is there; what it does not name stays. The audit log keeps the same shape, so that
 * the `before` of an entry takes it back.
 */

/** Every variant that a product may have (`shared/product.ts`). */
export const MAX_VARIANTS = 2_000;
/** How many products one bulk edit may name. */
export const MAX_BULK_PRODUCTS = 500;
/** How many variants a row of the list carries. */
export const ROW_VARIANTS = 20;

const MinorUnits = z.int().min(0);
const Stock = z.int().min(0).max(1_000_000_000);
const Link = plainText(2_000).min(1).refine(isLink, 'must be an http(s) address or a path');
const Tag = filledText(200);
const CategoryPath = filledText(500);
const Handle = filledText(300).refine(
  (handle) => /^[^\s/?#]+$/.test(handle),
  'must not contain spaces, "/", "?" or "#"',
);

/** A picture; `url` is as it is kept: absolute, or a path on this installation. */
export const AdminMedia = z.strictObject({
  ...Media.shape,
  type: plainText(40).min(1),
  url: Link,
  alt_text: plainText(1_000).optional(),
});
export type AdminMedia = z.infer<typeof AdminMedia>;

export const AdminOption = z.strictObject({
  name: filledText(200),
  values: z
    .array(z.strictObject({ id: plainText(200).optional(), label: filledText(300) }))
    .min(1)
    .max(250),
});
export type AdminOption = z.infer<typeof AdminOption>;

/** What a variant is among the product's options: `{ name: "Colour", label: "Red" }`. */
export const AdminSelectedOption = z.strictObject({
  name: filledText(200),
  id: plainText(200).optional(),
  label: filledText(300),
});
export type AdminSelectedOption = z.infer<typeof AdminSelectedOption>;

/** `type` is GTIN, EAN, UPC, ISBN… as the shop calls it. */
export const AdminBarcode = z.strictObject({ type: plainText(40), value: filledText(100) });
export type AdminBarcode = z.infer<typeof AdminBarcode>;

/** A fact that shoppers compare; a list, because the merchant's order is the order to show them in. */
export const AdminAttribute = z.strictObject({ name: filledText(200), value: plainText(2_000) });
export type AdminAttribute = z.infer<typeof AdminAttribute>;

/** What a row of the product list shows of a variant. */
export const AdminVariantRow = z.strictObject({
  id: z.string(),
  sku: z.string().nullable(),
  title: z.string(),
  price: MinorUnits,
  list_price: MinorUnits.nullable(),
  /** Null when the shop does not count. */
  stock: z.int().nullable(),
  /** What a shopper is told: none left is out of stock, unless orders are taken all the same. */
  availability: AvailabilityStatus,
});
export type AdminVariantRow = z.infer<typeof AdminVariantRow>;

export const AdminVariant = AdminVariantRow.extend({
  options: z.array(AdminSelectedOption),
  barcodes: z.array(AdminBarcode),
  /** Pictures of this variant alone, beside those of the product. */
  media: z.array(AdminMedia),
  external_id: z.string().nullable(),
});
export type AdminVariant = z.infer<typeof AdminVariant>;

export const AdminProduct = z.strictObject({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  description: z.string(),
  brand: z.string().nullable(),
  url: z.string().nullable(),
  tags: z.array(z.string()),
  /** Paths like "Camping > Tents", the most telling first. */
  categories: z.array(z.string()),
  options: z.array(AdminOption),
  attributes: z.array(AdminAttribute),
  /** In their order: the first one is on the card. */
  media: z.array(AdminMedia),
  variants: z.array(AdminVariant),
  /** From where it was imported; read only. */
  rating: Rating.nullable(),
  /** In the system it was imported from; read only. */
  external_id: z.string().nullable(),
  /** The ETag without its quotes. */
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type AdminProduct = z.infer<typeof AdminProduct>;

/** A line of the product list: the first picture and at most `ROW_VARIANTS` variants. */
export const AdminProductRow = AdminProduct.pick({
  id: true,
  handle: true,
  title: true,
  brand: true,
  url: true,
  categories: true,
  media: true,
  version: true,
  updated_at: true,
}).extend({
  variants: z.array(AdminVariantRow),
  variant_count: z.int(),
  /** Of the variants that are counted; null when none is. */
  stock: z.int().nullable(),
  price_range: z.strictObject({ min: MinorUnits, max: MinorUnits }),
});
export type AdminProductRow = z.infer<typeof AdminProductRow>;

export const AdminProductPage = z.strictObject({
  products: z.array(AdminProductRow),
  next_cursor: z.string().nullable(),
  /** `exact` false: there are more than `count`. */
  total: z.strictObject({ count: z.int(), exact: z.boolean() }),
});
export type AdminProductPage = z.infer<typeof AdminProductPage>;

/** Absent: what matches `q` best first, without `q` by title. */
export const ProductSort = z.enum([
  'title',
  '-title',
  'price',
  '-price',
  'stock',
  '-stock',
  'updated',
  '-updated',
]);
export type ProductSort = z.infer<typeof ProductSort>;

export const MissingPart = z.enum(['picture', 'description', 'category']);
export type MissingPart = z.infer<typeof MissingPart>;

const variantFields = {
  sku: filledText(200).nullable(),
  title: filledText(500),
  price: MinorUnits,
  list_price: MinorUnits.nullable(),
  stock: Stock.nullable(),
  availability: AvailabilityStatus,
  options: z.array(AdminSelectedOption).max(20),
  barcodes: z.array(AdminBarcode).max(20),
  media: z.array(AdminMedia).max(50),
};

/** Fields that are absent stay as they are. */
export const VariantChange = z.strictObject(variantFields).partial().extend({ id: z.uuid() });
export type VariantChange = z.infer<typeof VariantChange>;

/** Without a title it is called by its options, and without those "Default". */
export const NewVariant = z
  .strictObject(variantFields)
  .partial()
  .required({ price: true })
  .extend({ id: z.uuid().optional(), external_id: filledText(300).nullable().optional() });
export type NewVariant = z.infer<typeof NewVariant>;

/** `was`: the name it had until now, when it is called otherwise; the variants follow. */
export const OptionChange = AdminOption.extend({
  was: plainText(200).optional(),
  values: z
    .array(
      AdminOption.shape.values.element.extend({
        was: plainText(300).optional(),
      }),
    )
    .min(1)
    .max(250),
});
export type OptionChange = z.infer<typeof OptionChange>;

const productFields = {
  title: filledText(500),
  handle: Handle,
  description: plainText(50_000),
  brand: filledText(200).nullable(),
  url: Link.nullable(),
  tags: z.array(Tag).max(250),
  categories: z.array(CategoryPath).max(50),
  attributes: z.array(AdminAttribute).max(500),
  media: z.array(AdminMedia).max(250),
};

/**
 * Fields that are absent stay as they are, lists that are present replace the whole list. `variants` changes those
 * that it names; others come with `add_variants` (at the end), go with `remove_variants` and are put in order with
 * `variant_order`, which names every variant that the product then has; a variant without an `id` in `add_variants`
 * cannot be named there.
 */
export const ProductChange = z
  .strictObject({
    ...productFields,
    options: z.array(OptionChange).max(20),
    variants: z.array(VariantChange).min(1).max(MAX_VARIANTS),
    add_variants: z.array(NewVariant).min(1).max(MAX_VARIANTS),
    remove_variants: z.array(z.uuid()).min(1).max(MAX_VARIANTS),
    variant_order: z.array(z.uuid()).min(1).max(MAX_VARIANTS),
  })
  .partial();
export type ProductChange = z.infer<typeof ProductChange>;

/** Without a handle it gets one made of its title. Also the draft of which a preview is made. */
export const NewProduct = z
  .strictObject({ ...productFields, options: z.array(AdminOption).max(20) })
  .partial()
  .required({ title: true })
  .extend({ variants: z.array(NewVariant).min(1).max(MAX_VARIANTS) });
export type NewProduct = z.infer<typeof NewProduct>;

/**
 * Prices that look like the shop's: whole multiples of `step` plus `value`. $19.99 is a step of 100 and a value of 99,
 * 1.990.000 ₫ a step of 1,000 and a value of 0. The nearest one is taken, of two the lower.
 */
export const PriceEnding = z
  .strictObject({ step: z.int().min(2).max(1_000_000_000), value: z.int().min(0) })
  .refine(({ step, value }) => value < step, {
    path: ['value'],
    message: 'must be less than the step',
  });
export type PriceEnding = z.infer<typeof PriceEnding>;

/** What happens to every variant of every product that is named. */
export const BulkChange = z
  .strictObject({
    /** Percent in basis points: -1000 is 10 % less. Rounded to the minor unit, halves up, then to the `ending`. */
    price: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('percent'),
        basis_points: z.int().min(-10_000).max(1_000_000),
        ending: PriceEnding.optional(),
      }),
      z.strictObject({ kind: z.literal('set'), amount: MinorUnits }),
    ]),
    /** `old_price`: the price before this change, crossed out from now on. */
    list_price: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('set'), amount: MinorUnits.nullable() }),
      z.strictObject({ kind: z.literal('old_price') }),
    ]),
    /** What is added may be negative; a variant that is not counted stays so. */
    stock: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('set'), amount: Stock.nullable() }),
      z.strictObject({
        kind: z.literal('add'),
        amount: z.int().min(-1_000_000_000).max(1_000_000_000),
      }),
    ]),
    availability: AvailabilityStatus,
    add_tags: z.array(Tag).min(1).max(50),
    remove_tags: z.array(Tag).min(1).max(50),
    add_categories: z.array(CategoryPath).min(1).max(50),
    remove_categories: z.array(CategoryPath).min(1).max(50),
    brand: filledText(200).nullable(),
    /** Alone: nothing else can be done to what is gone. */
    delete: z.literal(true),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must change something')
  .refine(
    (change) => !change.delete || Object.keys(change).length === 1,
    'cannot delete and change',
  );
export type BulkChange = z.infer<typeof BulkChange>;

export const BulkRequest = z.strictObject({
  products: z
    .array(z.strictObject({ id: z.uuid(), version: z.int().min(1) }))
    .min(1)
    .max(MAX_BULK_PRODUCTS),
  change: BulkChange,
});
export type BulkRequest = z.infer<typeof BulkRequest>;

/** `conflict`: somebody was faster, `version` is the present one. `refused`: `detail` says why. */
export const BulkResult = z.discriminatedUnion('result', [
  z.strictObject({ id: z.string(), result: z.literal('changed'), version: z.int() }),
  z.strictObject({ id: z.string(), result: z.literal('unchanged'), version: z.int() }),
  z.strictObject({ id: z.string(), result: z.literal('deleted') }),
  z.strictObject({ id: z.string(), result: z.literal('not_found') }),
  z.strictObject({ id: z.string(), result: z.literal('conflict'), version: z.int() }),
  z.strictObject({ id: z.string(), result: z.literal('refused'), detail: z.string() }),
]);
export type BulkResult = z.infer<typeof BulkResult>;

/** In the order of the request; `group_id` is that of the entries in the audit log. */
export const BulkResponse = z.strictObject({
  group_id: z.string(),
  results: z.array(BulkResult),
});
export type BulkResponse = z.infer<typeof BulkResponse>;

/** A picture that was uploaded: put it into `media` of a product or a variant within a day, or it is gone. */
export const UploadedMedia = z.strictObject({
  type: z.literal('image'),
  url: z.string(),
  width: z.int(),
  height: z.int(),
});
export type UploadedMedia = z.infer<typeof UploadedMedia>;

/** What a shopper would see of a product, and what the assistant would be told. */
export const ProductPreview = z.strictObject({
  card: PreviewCard,
  /** The output of the tool `get_product_info`. */
  told: z.record(z.string(), z.unknown()),
  /** The same for people, in the language that was asked for: short, in an order that makes sense. */
  sentences: z.array(z.string()),
});
export type ProductPreview = z.infer<typeof ProductPreview>;

/**
 * `GET …/product-values`: what products of the store have, the most used first and at most 500 of each. What filters
 * offer and fields suggest.
 */
export const ProductValues = z.strictObject({
  categories: z.array(z.string()),
  brands: z.array(z.string()),
  tags: z.array(z.string()),
  attributes: z.array(z.string()),
  options: z.array(z.string()),
});
export type ProductValues = z.infer<typeof ProductValues>;
