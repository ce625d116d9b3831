import type { AdminProduct, AdminVariantRow, ProductChange } from '../../shared/admin-products.ts';
import type { Money } from '../format/money.ts';
import type { Difference } from '../parts/conflict-dialog.tsx';
import type { Words } from '../words/words.ts';

interface Seen {
  title: string;
  variants: AdminVariantRow[];
}

const LONGEST_TEXT = 300;

/**
 * What a merchant has to know after a stale edit: every field that they changed and that is stored otherwise, and every
 * field that somebody else changed since they looked.
 */
export function productDifferences(
  edit: { seen: Seen; mine: ProductChange; stored: AdminProduct },
  { money, words }: { money: Money; words: Words },
): Difference[] {
  const { seen, mine, stored } = edit;
  const differences: Difference[] = [];
  const compare = (field: string, values: [string | undefined, string | undefined, string]) => {
    const [before, changed = before, now] = values;
    const wasTouched = before !== undefined && before !== now;
    if (changed !== undefined && (wasTouched || changed !== now)) {
      differences.push({ field, mine: shortened(changed), theirs: shortened(now) });
    }
  };
  compare(words.title, [seen.title, mine.title, stored.title]);
  for (const now of stored.variants) {
    const before = seen.variants.find(({ id }) => id === now.id);
    const change = mine.variants?.find(({ id }) => id === now.id);
    if (!before && !change) continue;
    const name = (field: string) => (stored.variants.length > 1 ? `${now.title}: ${field}` : field);
    for (const [field, show] of variantFields(money, words)) {
      const changed =
        change && change[field] !== undefined ? show({ ...now, ...change }) : undefined;
      compare(name(fieldName(field, words)), [before && show(before), changed, show(now)]);
    }
  }
  return differences;
}

type VariantField = 'price' | 'list_price' | 'stock' | 'availability';

function variantFields(
  money: Money,
  words: Words,
): [VariantField, (variant: AdminVariantRow) => string][] {
  return [
    ['price', ({ price }) => money.show(price)],
    ['list_price', ({ list_price }) => (list_price === null ? '–' : money.show(list_price))],
    ['stock', ({ stock }) => (stock === null ? words.notCounted : String(stock))],
    ['availability', ({ availability }) => words.availabilityNames[availability]],
  ];
}

function fieldName(field: VariantField, words: Words): string {
  const names = { price: words.price, list_price: words.listPrice, stock: words.stock };
  return field === 'availability' ? words.availability : names[field];
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
