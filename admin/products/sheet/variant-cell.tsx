import type { AdminVariantRow } from '../../../shared/admin-products.ts';
import { words } from '../../words/words.ts';
import type { Column } from './columns.ts';
import type { SheetView } from './sheet-view.ts';

interface VariantCellProps {
  view: SheetView;
  variant: AdminVariantRow;
  column: Column;
}

/** What a cell shows of one variant: on its own line, or on that of a product that has no other. */
export function VariantCell({ view, variant, column }: VariantCellProps) {
  const { money } = view;
  const text = words();
  switch (column) {
    case 'title':
      return (
        <span class="sheet-name">
          <span>{variant.title}</span>
          {variant.sku && <span class="sheet-facts">{variant.sku}</span>}
        </span>
      );
    case 'price':
      return <span class="amount">{money.show(variant.price)}</span>;
    case 'list_price':
      return variant.list_price === null ? (
        <Nothing label={text.listPrice} />
      ) : (
        <s class="amount quiet">{money.show(variant.list_price)}</s>
      );
    case 'stock':
      return (
        <>
          <span class="phone-label" aria-hidden="true">
            {text.stock}
          </span>
          {variant.stock === null ? (
            <span class="quiet">{text.notCounted}</span>
          ) : (
            <span class="amount">{variant.stock}</span>
          )}
        </>
      );
    case 'availability':
      return (
        <span class={`availability-${variant.availability}`}>
          {text.availabilityNames[variant.availability]}
        </span>
      );
    default:
      return null;
  }
}

/** A phone shows what could be filled in; in a table the place is enough. */
function Nothing({ label }: { label: string }) {
  return (
    <>
      <span class="phone-label quiet" aria-hidden="true">
        {label}
      </span>
      <span class="quiet">–</span>
    </>
  );
}
