import { useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminMedia } from '../../../shared/admin-products.ts';
import { Icon } from '../../parts/icon.tsx';
import { words } from '../../words/words.ts';
import { type OptionDraft, type VariantDraft, variantName } from '../draft/product-draft.ts';
import { productWords } from '../product-words.ts';
import { onMatrixKey, onMatrixPaste } from './matrix-keys.ts';
import { VariantRow } from './variant-row.tsx';

/** What is drawn at once; the rest on demand. */
const FIRST_ROWS = 100;

interface VariantMatrixProps {
  store: AdminStore;
  options: OptionDraft[];
  variants: VariantDraft[];
  media: AdminMedia[];
  selected: ReadonlySet<string>;
  isTried: boolean;
  onSet(keys: readonly string[], part: Partial<VariantDraft>): void;
  onMove(key: string, step: -1 | 1): void;
  onRemove(key: string): void;
  onSelect(keys: readonly string[], isOn: boolean): void;
}

const COLUMNS = ['price', 'listPrice', 'stock', 'availability'] as const;

/** A line a variant, a column a field, each cell an input; on a phone a card a variant. */
export function VariantMatrix(props: VariantMatrixProps) {
  const { store, options, variants, media, selected, isTried, onSet, onMove, onRemove, onSelect } =
    props;
  const [isWhole, setWhole] = useState(false);
  const text = words();
  const own = productWords();
  const shown = isWhole ? variants : variants.slice(0, FIRST_ROWS);
  const keys = variants.map(({ key }) => key);
  const chosen = keys.filter((key) => selected.has(key));
  const names = {
    price: text.price,
    listPrice: text.listPrice,
    stock: text.stock,
    availability: text.availability,
  };
  const [first] = variants;
  return (
    <>
      <p class="visually-hidden" id="matrix-help">
        {own.matrixHelp}
      </p>
      <table
        class="matrix"
        aria-describedby="matrix-help"
        onKeyDown={onMatrixKey}
        onPaste={onMatrixPaste}
      >
        <thead>
          <tr>
            <th scope="col" class="matrix-select">
              <input
                type="checkbox"
                aria-label={own.selectAllVariants}
                checked={chosen.length === keys.length}
                ref={(box) => {
                  if (box) box.indeterminate = chosen.length > 0 && chosen.length < keys.length;
                }}
                onChange={(event) => onSelect(keys, event.currentTarget.checked)}
              />
            </th>
            <th scope="col" class="matrix-picture">
              <span class="visually-hidden">{own.pictures}</span>
            </th>
            <th scope="col">
              {text.variant}, {text.sku}
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class={`matrix-${column}`}>
                <span class="matrix-head">
                  {names[column]}
                  {first && variants.length > 1 && (
                    <button
                      type="button"
                      class="icon-button"
                      title={own.fillDown(names[column])}
                      aria-label={own.fillDown(names[column])}
                      onClick={() => onSet(keys, { [column]: first[column] })}
                    >
                      <Icon name="arrow-down" />
                    </button>
                  )}
                </span>
              </th>
            ))}
            <th scope="col" class="matrix-remove">
              <span class="visually-hidden">{own.remove(text.variant)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((variant, index) => (
            <VariantRow
              key={variant.key}
              store={store}
              variant={variant}
              name={variantName(variant, options) || own.unnamed}
              hasOptions={options.length > 0}
              media={media}
              isSelected={selected.has(variant.key)}
              index={index}
              count={variants.length}
              isTried={isTried}
              onSet={onSet}
              onMove={onMove}
              onRemove={onRemove}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
      {shown.length < variants.length && (
        <div class="list-more panel-padded">
          <button type="button" class="button" onClick={() => setWhole(true)}>
            {own.showAll(variants.length)}
          </button>
        </div>
      )}
    </>
  );
}
