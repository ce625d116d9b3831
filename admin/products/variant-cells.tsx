import type { AdminStore, AdminVariant, VariantChange } from '../../shared/admin.ts';
import { moneyOf } from '../format/money.ts';
import { readStock } from '../format/read-stock.ts';
import { EditableCell } from '../parts/editable-cell.tsx';
import { words } from '../words/words.ts';
import { AvailabilitySelect } from './availability-select.tsx';

interface VariantCellsProps {
  store: AdminStore;
  variant: AdminVariant;
  /** What the fields belong to, for their labels. */
  name: string;
  isSaving: boolean;
  onChange(change: VariantChange): Promise<void>;
}

/** Price, stock and availability of one variant, each editable where it stands. */
export function VariantCells({ store, variant, name, isSaving, onChange }: VariantCellsProps) {
  const text = words();
  const money = moneyOf(store);
  const { id, price, list_price: listPrice, stock } = variant;
  const change = (fields: Omit<VariantChange, 'id'>) => onChange({ id, ...fields });
  return (
    <>
      <div class="product-price">
        <EditableCell
          label={text.edit(text.price, name)}
          text={money.text(price)}
          inputMode="decimal"
          check={(typed) =>
            money.read(typed) === undefined ? text.wrongPrice(money.example) : undefined
          }
          save={(typed) => change({ price: money.read(typed) })}
        >
          <span class="amount">{money.show(price)}</span>
          {listPrice !== null && <s class="amount amount-list">{money.show(listPrice)}</s>}
        </EditableCell>
      </div>
      <div class="product-stock">
        <EditableCell
          label={text.edit(text.stock, name)}
          text={stock === null ? '' : String(stock)}
          inputMode="numeric"
          check={(typed) => (readStock(typed) === undefined ? text.wrongStock : undefined)}
          save={(typed) => change({ stock: readStock(typed) })}
        >
          <span class="phone-label" aria-hidden="true">
            {text.stock}
          </span>
          {stock === null ? <span class="quiet">{text.notCounted}</span> : stock}
        </EditableCell>
      </div>
      <div class="product-availability">
        <AvailabilitySelect
          label={text.edit(text.availability, name)}
          value={variant.availability}
          isSoldOut={stock === 0}
          disabled={isSaving}
          onChange={(availability) => void change({ availability })}
        />
      </div>
    </>
  );
}
