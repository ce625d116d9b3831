import type { AdminProduct, ProductChange, VariantChange } from '../../../shared/admin-products.ts';
import { sameValue } from './same-value.ts';

/** A field that two people changed: `variant` is the id of the one it belongs to. */
export interface ContestedField {
  field: string;
  variant?: string;
  mine: unknown;
  theirs: unknown;
}

export interface StaleEdit {
  /** As the merchant saw the product. */
  seen: AdminProduct;
  mine: ProductChange;
  /** As somebody else left it. */
  stored: AdminProduct;
}

/** Which variants there are hangs together: taken or left as one. */
export const STRUCTURE = 'structure';
const STRUCTURAL = ['options', 'add_variants', 'remove_variants', 'variant_order'] as const;

/** What both changed, to different ends: the merchant has to choose. */
export function contestedFields({ seen, mine, stored }: StaleEdit): ContestedField[] {
  const contested: ContestedField[] = [];
  const compare = (name: string, values: [before: unknown, wanted: unknown, now: unknown]) => {
    const [before, wanted, now] = values;
    return (
      !sameValue(before, now) &&
      !sameValue(wanted, now) && { field: name, mine: wanted, theirs: now }
    );
  };
  for (const [name, wanted] of Object.entries(mine)) {
    if (name === 'variants' || STRUCTURAL.some((part) => part === name)) continue;
    const field = name as keyof AdminProduct;
    const found = compare(name, [seen[field], wanted, stored[field]]);
    if (found) contested.push(found);
  }
  for (const { id, ...fields } of mine.variants ?? []) {
    const before = seen.variants.find((variant) => variant.id === id);
    const now = stored.variants.find((variant) => variant.id === id);
    if (!before || !now) continue;
    for (const [name, wanted] of Object.entries(fields)) {
      const field = name as keyof typeof now;
      const found = compare(name, [before[field], wanted, now[field]]);
      if (found) contested.push({ ...found, variant: id });
    }
  }
  if (STRUCTURAL.some((name) => mine[name] !== undefined) && isRebuilt(seen, stored)) {
    const names = ({ variants }: AdminProduct) => variants.map(({ title }) => title);
    const removed = new Set(mine.remove_variants);
    const kept = seen.variants.filter(({ id }) => !removed.has(id)).map(({ title }) => title);
    const added = mine.add_variants?.map(
      ({ title, options = [] }) => title ?? options.map(({ label }) => label).join(' / '),
    );
    contested.push({ field: STRUCTURE, mine: [...kept, ...(added ?? [])], theirs: names(stored) });
  }
  return contested;
}

/** What they changed and I did not touch: it stays as they left it. */
export function othersFields({ seen, mine, stored }: StaleEdit): string[] {
  const fields = [
    'title',
    'handle',
    'description',
    'brand',
    'url',
    'tags',
    'categories',
    'attributes',
    'media',
    'options',
    'variants',
  ] as const;
  return fields.filter((name) => mine[name] === undefined && !sameValue(seen[name], stored[name]));
}

/**
 * My change without the fields where theirs shall stay. What belongs to variants that are gone falls away. `isMine`
 * answers for each contested field.
 */
export function resolvedChange(
  edit: StaleEdit,
  isMine: (field: ContestedField) => boolean,
): ProductChange {
  const dropped = contestedFields(edit).filter((field) => !isMine(field));
  const isDropped = (field: string, variant?: string) =>
    dropped.some((other) => other.field === field && other.variant === variant);
  const { variants = [], ...rest } = edit.mine;
  const keepsStructure = !isDropped(STRUCTURE);
  const change: ProductChange = Object.fromEntries(
    Object.entries(rest).filter(
      ([name]) =>
        !isDropped(name) &&
        (keepsStructure || !STRUCTURAL.some((structural) => structural === name)),
    ),
  );
  const there = new Set(edit.stored.variants.map(({ id }) => id));
  const removed = change.remove_variants?.filter((id) => there.has(id));
  if (removed) change.remove_variants = removed;
  if (removed?.length === 0) delete change.remove_variants;
  if (change.variant_order) change.variant_order = orderOf(change, edit.stored);
  const kept = variants.flatMap(({ id, ...fields }): VariantChange[] => {
    const mine = Object.entries(fields).filter(
      ([name]) => !isDropped(name, id) && (keepsStructure || name !== 'options'),
    );
    return there.has(id) && mine.length > 0 ? [{ id, ...Object.fromEntries(mine) }] : [];
  });
  if (kept.length > 0) change.variants = kept;
  return change;
}

/** Mine for the variants that are left; those that somebody else added stand behind them. */
function orderOf(
  {
    variant_order: order = [],
    add_variants: added = [],
    remove_variants: removed = [],
  }: ProductChange,
  { variants }: AdminProduct,
): string[] {
  const stored = variants.map(({ id }) => id).filter((id) => !removed.includes(id));
  const left = new Set([...stored, ...added.map(({ id }) => id)]);
  return [...order.filter((id) => left.has(id)), ...stored.filter((id) => !order.includes(id))];
}

function isRebuilt(seen: AdminProduct, stored: AdminProduct): boolean {
  const ids = ({ variants }: AdminProduct) => variants.map(({ id }) => id);
  return !sameValue(seen.options, stored.options) || !sameValue(ids(seen), ids(stored));
}
