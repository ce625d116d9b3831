import type { AdminProductRow } from '../../../shared/admin-products.ts';
import { formatDateTime, formatMoment } from '../../format/format-moment.ts';
import { Icon } from '../../parts/icon.tsx';
import { ProductPicture } from '../../parts/product-picture.tsx';
import { Link } from '../../router/navigation.tsx';
import { language, words } from '../../words/words.ts';
import { productsWords } from '../products-words.ts';
import type { Column } from './columns.ts';
import type { SheetView } from './sheet-view.ts';
import { VariantCell } from './variant-cell.tsx';

interface ProductCellProps {
  view: SheetView;
  row: AdminProductRow;
  column: Column;
  /** The Tab key comes here. */
  isReached: boolean;
}

/** What a cell shows on the line of a product. */
export function ProductCell({ view, row, column, isReached }: ProductCellProps) {
  const [only] = row.variants;
  const tabIndex = isReached ? 0 : -1;
  switch (column) {
    case 'select':
      return <SelectBox view={view} row={row} tabIndex={tabIndex} />;
    case 'picture':
      return (
        <Link
          to={{ page: 'product', store: view.store.key, id: row.id }}
          tabIndex={tabIndex}
          data-focus=""
          aria-label={productsWords().open(row.title)}
        >
          <ProductPicture url={row.media[0]?.url} alt="" />
        </Link>
      );
    case 'title':
      return <ProductName view={view} row={row} />;
    case 'category':
      return <span class="sheet-clamp">{row.categories[0]}</span>;
    case 'updated':
      return (
        <time datetime={row.updated_at} title={formatDateTime(row.updated_at, language.value)}>
          {formatMoment(row.updated_at, language.value)}
        </time>
      );
    default:
      if (row.variant_count === 1 && only) {
        return <VariantCell view={view} variant={only} column={column} />;
      }
      return <Summary view={view} row={row} column={column} />;
  }
}

function SelectBox({
  view,
  row,
  tabIndex,
}: Pick<ProductCellProps, 'view' | 'row'> & { tabIndex: number }) {
  return (
    <input
      type="checkbox"
      data-focus=""
      tabIndex={tabIndex}
      aria-label={productsWords().selectOf(row.title)}
      checked={view.sheet.selected.value.has(row.id)}
      onClick={(event) => view.select(row.id, { isRange: event.shiftKey })}
    />
  );
}

function ProductName({ view, row }: Pick<ProductCellProps, 'view' | 'row'>) {
  const { sheet, cursor, canEdit, store } = view;
  const text = productsWords();
  const sku = row.variant_count === 1 ? row.variants[0]?.sku : undefined;
  const facts = [row.brand, sku].filter(Boolean).join(' · ');
  const isOpen = sheet.open.value.has(row.id);
  return (
    <span class="sheet-name">
      <Link to={{ page: 'product', store: store.key, id: row.id }} class="sheet-link" tabIndex={-1}>
        {row.title}
      </Link>
      {(facts || row.variant_count > 1) && (
        <span class="sheet-facts">
          {facts && <span>{facts}</span>}
          {row.variant_count > 1 && (
            <button
              type="button"
              class="sheet-toggle"
              tabIndex={-1}
              aria-expanded={isOpen}
              onClick={() => view.toggle(row.id)}
            >
              {text.showVariants(row.variant_count)} <Icon name="down" />
            </button>
          )}
        </span>
      )}
      {canEdit && (
        <button
          type="button"
          class="icon-button sheet-rename"
          tabIndex={-1}
          aria-label={text.rename(row.title)}
          onClick={() => cursor.edit({ line: row.id, column: 'title' })}
        >
          <Icon name="edit" />
        </button>
      )}
    </span>
  );
}

/** Of a product with several variants: from what to what, how many in all. */
function Summary({ view, row, column }: Pick<ProductCellProps, 'view' | 'row' | 'column'>) {
  const { money } = view;
  const text = words();
  const { min, max } = row.price_range;
  switch (column) {
    case 'price':
      return (
        <span class="sheet-range">
          <span class="amount">{money.show(min)}</span>
          {max > min && <span class="amount">– {money.show(max)}</span>}
        </span>
      );
    case 'stock':
      return (
        <>
          <span class="phone-label" aria-hidden="true">
            {text.stock}
          </span>
          {row.stock === null ? (
            <span class="quiet">{text.notCounted}</span>
          ) : (
            <span class="amount">{row.stock}</span>
          )}
        </>
      );
    case 'availability': {
      const isSold = row.variants.some(
        ({ availability }) => availability !== 'out_of_stock' && availability !== 'discontinued',
      );
      const status = isSold ? 'in_stock' : 'out_of_stock';
      return <span class={`availability-${status}`}>{text.availabilityNames[status]}</span>;
    }
    default:
      return null;
  }
}
