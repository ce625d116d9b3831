import type { AdminModelPrice } from '../../shared/admin-costs.ts';
import { showDollars } from '../format/dollars.ts';
import type { Difference } from '../parts/conflict-dialog.tsx';
import type { Words } from '../words/words.ts';

type Price = AdminModelPrice | null;

/** After a stale edit: what the merchant changed and is stored otherwise, and what somebody else changed meanwhile. */
export function priceDifferences(
  { seen, mine, stored }: { seen: Price; mine: Price; stored: Price },
  { words, locale }: { words: Words; locale: string },
): Difference[] {
  const show = (micros: number | null | undefined) =>
    typeof micros === 'number' ? showDollars(micros, locale) : '–';
  const fields: [string, keyof AdminModelPrice][] = [
    [words.inputPrice, 'input_micros'],
    [words.cachedPrice, 'cached_input_micros'],
    [words.outputPrice, 'output_micros'],
  ];
  return fields.flatMap(([field, name]) => {
    const difference = { field, mine: show(mine?.[name]), theirs: show(stored?.[name]) };
    const isSame =
      difference.mine === difference.theirs && show(seen?.[name]) === difference.theirs;
    return isSame ? [] : [difference];
  });
}
