import { z } from 'zod';
import { ProductSort } from '../../shared/product-search.ts';
import type { Catalog, NamedValue, ProductQuery } from '../shop/catalog.ts';
import { GivenUp, tellGivenUp } from './given-up.ts';
import { ProductSummary, showProducts, summarizeProduct } from './product-summary.ts';
import { SearchChoices, searchChoices } from './search-choices.ts';
import { StatedAmount, statedAmount } from './stated-amount.ts';
import type { Tool } from './tool.ts';

const Name = z.string().max(200);
const Names = z.union([Name, z.array(Name).max(10)]);
const NamedValues = z.array(z.strictObject({ name: Name, value: Name })).max(10);

const Input = z.strictObject({
  query: z
    .string()
    .max(300)
    .describe('What the shopper looks for, in their own words. May be empty to browse a category.'),
  category: Names.optional(),
  brand: Names.optional().describe('One, or several of which any will do.'),
  min_price: StatedAmount.optional(),
  max_price: StatedAmount.optional(),
  min_attributes: NamedValues.optional().describe(
    'At least so much: {name: "battery", value: "10 h"}. Names as in `choices`, or a common word: weight, ram, size …',
  ),
  max_attributes: NamedValues.optional().describe('At most so much.'),
  on_sale: z.boolean().optional().describe('Only what costs less than its list price.'),
  available_only: z.boolean().optional().describe('Only what can be bought now.'),
  options: NamedValues.optional().describe(
    'Choices such as colour and size, named as the shop names them (see `choices`).',
  ),
  attributes: NamedValues.optional().describe(
    'Facts such as RAM or weight, named as in `choices`.',
  ),
  without: Names.optional().describe(
    'What the shopper does not want: brands, colours, kinds ("Samsung", "red"). Nothing whose title or brand says so is returned.',
  ),
  sort: ProductSort.optional().describe(
    'price_asc for the cheapest, price_desc for the dearest, newest; attribute_asc for the least and attribute_desc for the most of `sort_by`; else by relevance.',
  ),
  sort_by: Name.optional().describe('"weight" for the lightest, "size" for the largest.'),
  choices: z
    .boolean()
    .optional()
    .describe('Also say what can be narrowed to: brands, options, attributes, prices.'),
  limit: z.int().min(1).max(20).optional().describe('6 when absent.'),
});

const Output = z.strictObject({
  products: z.array(ProductSummary),
  /** More match than are listed. */
  more: z.boolean(),
  /** Nothing fulfilled all wishes: what these products do not fulfil. The answer must say it. */
  not_fulfilled: z.array(GivenUp).optional(),
  /** What the products are in order of, as the shop calls it. Absent with `sort_by`: the shop says nothing of it, so none may be called the most. */
  sorted_by: z.string().optional(),
  choices: SearchChoices.optional(),
  /** The shop's categories, when nothing was found: what it does sell. */
  categories: z.array(z.string()).optional(),
});

type Input = z.infer<typeof Input>;
type Output = z.infer<typeof Output>;

const DEFAULT_LIMIT = 6;

export function searchProducts(catalog: Catalog): Tool<Input, Output> {
  return {
    name: 'search_products',
    description:
      "Searches this shop's catalog. Understands typos, missing diacritics, English and Vietnamese. Put a budget into min_price and max_price, not into query. Returns products with the only prices that may be quoted. When nothing fulfils all wishes it returns what comes close and says in `not_fulfilled` what was given up: tell the shopper plainly before you show it.",
    effect: 'read',
    input: Input,
    output: Output,
    async run(input, { store }) {
      const page = await catalog.search(store.id, {
        text: input.query.trim() || undefined,
        categories: listOf(input.category),
        brands: listOf(input.brand),
        minPrice: statedAmount(input.min_price, store.currency),
        maxPrice: statedAmount(input.max_price, store.currency),
        available: input.available_only,
        options: filled(input.options),
        attributes: filled(input.attributes),
        without: listOf(input.without),
        minAttributes: filled(input.min_attributes),
        maxAttributes: filled(input.max_attributes),
        onSale: input.on_sale,
        ...sortOf(input),
        facets: input.choices,
        relax: true,
        limit: input.limit ?? DEFAULT_LIMIT,
      });
      const found = {
        more: page.nextCursor !== undefined,
        products: page.products.map((product) => summarizeProduct(product, store.locale)),
        not_fulfilled: page.relaxed?.map((item) => tellGivenUp(item, store)),
        sorted_by: page.sortedBy,
        choices: page.facets && searchChoices(page.facets, store),
      };
      if (page.products.length > 0) return found;
      const categories = await catalog.categories(store.id);
      return { ...found, categories: categories.map(({ value }) => value) };
    },
    show: ({ products }) => showProducts(products),
  };
}

/** Models write one name as a text, and sometimes an empty one for none. */
function listOf(given: string | string[] | undefined): string[] | undefined {
  const names = [given ?? []].flat().filter((name) => name.trim() !== '');
  return names.length > 0 ? names : undefined;
}

/** Models forget one of the two: without what to go by there is no such order. */
function sortOf({ sort, sort_by: given }: Input): Pick<ProductQuery, 'sort' | 'sortBy'> {
  const sortBy = given?.trim() || undefined;
  const isByAttribute = sort === 'attribute_asc' || sort === 'attribute_desc';
  if (!isByAttribute) return { sort };
  return sortBy === undefined ? {} : { sort, sortBy };
}

function filled(given: NamedValue[] | undefined): NamedValue[] | undefined {
  return given?.length ? given : undefined;
}
