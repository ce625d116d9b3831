import type {
  AdminOption,
  AdminSelectedOption,
  OptionChange,
} from '../../shared/admin-products.ts';
import { variantTitle } from './change-variant.ts';
import type { ProductFacts, VariantFacts } from './product-facts.ts';

/**
 * The product with these options instead of its own. Variants follow options and values that are called otherwise
 * (`was`), titles made of their values too, and lose what they were of an option that is gone.
 */
export function changeOptions(product: ProductFacts, changes: OptionChange[]): ProductFacts {
  const options = changes.map(withoutWas);
  const renamed = new Map(changes.map((change) => [change.was ?? change.name, change]));
  const follow = (selected: AdminSelectedOption): AdminSelectedOption[] => {
    const change = renamed.get(selected.name);
    if (change) return [followOption(selected, change)];
    return product.options.some(({ name }) => name === selected.name) ? [] : [selected];
  };
  return { ...product, options, variants: product.variants.map(followed) };

  function followed(variant: VariantFacts): VariantFacts {
    const selected = variant.options.flatMap(follow);
    const isNamedAfterThem =
      variant.options.length > 0 && variant.title === variantTitle(variant.options);
    const title = isNamedAfterThem ? variantTitle(selected) : variant.title;
    return { ...variant, options: selected, title };
  }
}

function followOption(selected: AdminSelectedOption, { name, values }: OptionChange) {
  const value = values.find((item) => (item.was ?? item.label) === selected.label);
  return { ...selected, name, label: value?.label ?? selected.label };
}

function withoutWas({ name, values }: OptionChange): AdminOption {
  return { name, values: values.map(({ was: _, ...value }) => value) };
}
