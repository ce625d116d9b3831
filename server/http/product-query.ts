import { z } from '@hono/zod-openapi';
import { ProductSort } from '../../shared/product-search.ts';
import { AppError } from '../errors.ts';
import type { NamedValue, ProductQuery } from '../shop/catalog.ts';
import { readMeasures } from '../shop/read-measures.ts';

/** Digits only: neither "1e3" nor "１０", which `Number` and some parsers take. */
const WholeNumber = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,15})$/, 'must be a whole number in plain digits')
  .transform(Number)
  .refine(Number.isSafeInteger, 'is too large');

export const Word = z.string().min(1).max(300);
const Flag = z.enum(['true', 'false'], 'must be true or false');

const MOST_VALUES = 20;

/** `brand=A&brand=B`; once is a list of one. */
function repeated<T extends z.ZodType>(item: T) {
  const list = z.array(item).max(MOST_VALUES, `must not be given more than ${MOST_VALUES} times`);
  return z.preprocess((given) => (typeof given === 'string' ? [given] : given), list.optional());
}

/** "Colour:Red": the name ends at the first colon. */
const NamedWord = z
  .string()
  .max(500)
  .regex(/^[^:]+:[\s\S]*\S/, 'must be a name and a value with a colon between, like Colour:Red');

export const ProductQueryString = z.strictObject({
  /** Names the store; middleware has read it. */
  store: z.string().optional(),
  q: z.string().max(300).optional().describe('Words, in any language.'),
  category: repeated(Word).describe(
    'A path ("Camping > Tents"), its last part or a path above it. Repeat it for any of several.',
  ),
  brand: repeated(Word).describe('Repeat it for any of several.'),
  option: repeated(NamedWord).describe(
    'What one variant must have, `Colour:Red`. Repeat it: values of one name are alternatives, names must all hold. Price, stock and options hold for one and the same variant.',
  ),
  attribute: repeated(NamedWord).describe('`RAM:16 GB`, repeated as `option` is.'),
  min_attribute: repeated(NamedWord).describe(
    'At least so much of what the shop says of a product, `Battery:10 h`, `Comfort:-5 °C`; repeat it, all must hold. Names are understood as `sort_by` is. What says nothing of it does not match.',
  ),
  max_attribute: repeated(NamedWord).describe('At most so much, `Weight:1.5 kg`.'),
  on_sale: Flag.optional().describe('`true`: only what costs less than its list price.'),
  min_price: WholeNumber.optional().describe('In minor units of the store’s currency.'),
  max_price: WholeNumber.optional().describe('In minor units of the store’s currency.'),
  available: Flag.optional().describe('`true`: only what can be bought now.'),
  sort: ProductSort.optional().describe(
    '`relevance` with words, else `title`. `price_asc` goes by the cheapest matching variant, `price_desc` by the dearest, `attribute_asc` and `attribute_desc` by `sort_by`.',
  ),
  sort_by: Word.optional().describe(
    'The attribute or option that those orders go by, needed for them and for nothing else: as the shop names it, or a common word for it (weight, battery, ram, storage, screen, size, brightness, warranty, temperature). What does not say it comes last. `sorted_by` in the answer is the shop’s name of it; where nothing found says it, there is none and the order is as without.',
  ),
  facets: Flag.optional().describe('`true`: say what the search can be narrowed to.'),
  relax: Flag.optional().describe(
    '`true`: when nothing matches, give up wishes one by one and say in `relaxed` which.',
  ),
  total: Flag.optional().describe('`true`: say how many products match, up to 10,000.'),
  limit: WholeNumber.refine((limit) => limit >= 1 && limit <= 100, 'must be 1 to 100')
    .optional()
    .describe('20 when absent.'),
  cursor: z
    .string()
    .max(8_000)
    .optional()
    .describe('`next_cursor` of an earlier page, with all else as it was.'),
});

const DEFAULT_LIMIT = 20;

/** Throws AppError `invalid_request` where two parameters do not go together, and for an amount that is none. */
export function readProductQuery(query: z.infer<typeof ProductQueryString>): ProductQuery {
  const isByAttribute = query.sort === 'attribute_asc' || query.sort === 'attribute_desc';
  if (isByAttribute !== (query.sort_by !== undefined)) {
    throw refused('sort_by', 'goes with attribute_asc and attribute_desc, and they with it');
  }
  return {
    text: query.q?.trim() || undefined,
    categories: query.category,
    brands: query.brand,
    minPrice: query.min_price,
    maxPrice: query.max_price,
    available: query.available === 'true',
    options: query.option?.map(readNamedValue),
    attributes: query.attribute?.map(readNamedValue),
    minAttributes: query.min_attribute?.map(readAmount('min_attribute')),
    maxAttributes: query.max_attribute?.map(readAmount('max_attribute')),
    onSale: query.on_sale === 'true',
    sort: query.sort,
    sortBy: query.sort_by,
    facets: query.facets === 'true',
    relax: query.relax === 'true',
    total: query.total === 'true',
    limit: query.limit ?? DEFAULT_LIMIT,
    cursor: query.cursor,
  };
}

function readAmount(parameter: string): (text: string) => NamedValue {
  return (text) => {
    const named = readNamedValue(text);
    if (readMeasures(named.value).size > 0) return named;
    throw refused(parameter, 'must be a name and an amount, like Weight:1.5 kg');
  };
}

function refused(parameter: string, detail: string): AppError {
  return new AppError('invalid_request', `${parameter}: ${detail}.`, {
    errors: [{ pointer: `/${parameter}`, detail }],
  });
}

function readNamedValue(text: string): NamedValue {
  const colon = text.indexOf(':');
  return { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
}
