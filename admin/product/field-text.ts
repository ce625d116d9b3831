import type { Money } from '../format/money.ts';
import { words } from '../words/words.ts';
import { STRUCTURE } from './draft/conflicts.ts';
import { productWords } from './product-words.ts';

const LONGEST_TEXT = 300;

/** What a field of a product's change is called on the page. */
export function fieldName(field: string): string {
  const text = words();
  const own = productWords();
  const names: Record<string, string> = {
    title: text.title,
    handle: text.handle,
    description: text.description,
    brand: text.brand,
    url: own.url,
    tags: own.tags,
    categories: text.categories,
    attributes: own.attributes,
    media: text.pictures,
    options: own.options,
    variants: text.variants,
    price: text.price,
    list_price: text.listPrice,
    stock: text.stock,
    availability: text.availability,
    sku: text.sku,
    [STRUCTURE]: own.structure,
  };
  return names[field] ?? field;
}

/** What stands in a field, for people: short, and in words. */
export function fieldText(field: string, value: unknown, money: Money): string {
  if (field === 'stock' && value === null) return words().notCounted;
  if (value === null || value === '') return productWords().nothing;
  if (field === 'media' && Array.isArray(value)) return productWords().pictureCount(value.length);
  if (Array.isArray(value)) {
    return shortened(value.map(elementText).join(', ')) || productWords().nothing;
  }
  if ((field === 'price' || field === 'list_price') && typeof value === 'number') {
    return money.show(value);
  }
  const statuses: Record<string, string> = words().availabilityNames;
  return shortened((field === 'availability' && statuses[String(value)]) || String(value));
}

/** A tag, a fact (`name`, `value`) or a value of an option (`name`, `label`). */
function elementText(element: unknown): string {
  if (typeof element !== 'object' || element === null) return String(element);
  return ['name', 'value', 'label']
    .flatMap((name) => (name in element ? String(element[name as keyof typeof element]) : []))
    .join(': ');
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
