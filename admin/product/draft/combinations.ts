import {
  emptyVariant,
  type OptionDraft,
  type ProductDraft,
  type VariantDraft,
} from './product-draft.ts';

/** As many as a product may have. */
export const MAX_VARIANTS = 2_000;

type Matrix = Pick<ProductDraft, 'options' | 'variants'>;
type Choices = VariantDraft['choices'];

/** Every choice of one value of each option that no variant has yet, in the order of the options. */
export function missingCombinations({ options, variants }: Matrix): Choices[] {
  const filled = options.filter(({ values }) => values.length > 0);
  if (filled.length === 0) return [];
  const known = new Set(variants.map(({ choices }) => signature(choices, filled)));
  const missing: Choices[] = [];
  for (const choices of combinations(filled)) {
    if (known.size + missing.length > MAX_VARIANTS) break;
    if (!known.has(signature(choices, filled))) missing.push(choices);
  }
  return missing.slice(0, Math.max(0, MAX_VARIANTS - variants.length));
}

/** New variants for `missing`, priced like the first one. */
export function withCombinations(matrix: Matrix, missing: Choices[]): VariantDraft[] {
  const [first] = matrix.variants;
  const like = first && {
    price: first.price,
    listPrice: first.listPrice,
    availability: first.availability,
  };
  return [...matrix.variants, ...missing.map((choices) => emptyVariant({ ...like, choices }))];
}

/**
 * The variants that go with changed options: those of a value that went go too, those that an option more leaves
 * without a value get its first one, and of several that become alike the first stays. One is left in any case.
 */
export function variantsFor(options: OptionDraft[], variants: VariantDraft[]): VariantDraft[] {
  const filled = options.filter(({ values }) => values.length > 0);
  const seen = new Set<string>();
  const fitting = variants.flatMap((variant) => {
    const choices: Choices = {};
    for (const { key, values } of filled) {
      const had = variant.choices[key];
      const value = had === undefined ? values[0]?.key : had;
      if (!values.some((one) => one.key === value)) return [];
      if (value !== undefined) choices[key] = value;
    }
    const mine = signature(choices, filled);
    if (filled.length > 0 && seen.has(mine)) return [];
    seen.add(mine);
    return [sameChoices(choices, variant.choices) ? variant : { ...variant, choices }];
  });
  const [last] = variants;
  if (fitting.length > 0 || !last) return filled.length > 0 ? fitting : fitting.slice(0, 1);
  const choices = Object.fromEntries(filled.map(({ key, values }) => [key, values[0]?.key ?? '']));
  return [{ ...last, choices }];
}

function* combinations(options: OptionDraft[]): Generator<Choices> {
  const [option, ...rest] = options;
  if (!option) return yield {};
  for (const { key } of option.values) {
    for (const others of combinations(rest)) yield { [option.key]: key, ...others };
  }
}

function signature(choices: Choices, options: OptionDraft[]): string {
  return options.map(({ key }) => choices[key] ?? '').join(' ');
}

function sameChoices(one: Choices, other: Choices): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
