import { z } from '@hono/zod-openapi';
import { ProductSort } from '../../shared/product-search.ts';
import type { NamedValue, ProductQuery } from '../shop/catalog.ts';

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
  min_price: WholeNumber.optional().describe('In minor units of the store’s currency.'),
  max_price: WholeNumber.optional().describe('In minor units of the store’s currency.'),
  available: Flag.optional().describe('`true`: only what can be bought now.'),
  sort: ProductSort.optional().describe(
    '`relevance` with words, else `title`. `price_asc` goes by the cheapest matching variant, `price_desc` by the dearest.',
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

export function readProductQuery(query: z.infer<typeof ProductQueryString>): ProductQuery {
  return {
    text: query.q?.trim() || undefined,
    categories: query.category,
    brands: query.brand,
    minPrice: query.min_price,
    maxPrice: query.max_price,
    available: query.available === 'true',
    options: query.option?.map(readNamedValue),
    attributes: query.attribute?.map(readNamedValue),
    sort: query.sort,
    facets: query.facets === 'true',
    relax: query.relax === 'true',
    total: query.total === 'true',
    limit: query.limit ?? DEFAULT_LIMIT,
    cursor: query.cursor,
  };
}

function readNamedValue(text: string): NamedValue {
  const colon = text.indexOf(':');
  return { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
}
