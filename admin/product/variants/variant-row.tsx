import { useState } from 'preact/hooks';
import type { AdminStore } from '../../../shared/admin.ts';
import type { AdminMedia } from '../../../shared/admin-products.ts';
import { moneyOf } from '../../format/money.ts';
import { readStock } from '../../format/read-stock.ts';
import { Icon } from '../../parts/icon.tsx';
import { memo } from '../../parts/memo.ts';
import { ProductPicture } from '../../parts/product-picture.tsx';
import { MoveButtons } from '../../parts/reorder.tsx';
import { AvailabilitySelect } from '../../products/availability-select.tsx';
import { words } from '../../words/words.ts';
import type { VariantDraft } from '../draft/product-draft.ts';
import { readVariant } from '../draft/read-variant.ts';
import { productWords } from '../product-words.ts';
import { mistakeText } from './mistake-text.ts';
import { VariantPictures } from './variant-pictures.tsx';

interface VariantRowProps {
  store: AdminStore;
  variant: VariantDraft;
  name: string;
  hasOptions: boolean;
  media: AdminMedia[];
  isSelected: boolean;
  index: number;
  /** Of the product's variants; the last one cannot be removed. */
  count: number;
  isTried: boolean;
  onSet(keys: readonly string[], part: Partial<VariantDraft>): void;
  onMove(key: string, step: -1 | 1): void;
  onRemove(key: string): void;
  onSelect(keys: readonly string[], isOn: boolean): void;
}

/** What is moved within the page loses the focus. */
function keepFocus(target: EventTarget | null): void {
  if (target instanceof HTMLElement) requestAnimationFrame(() => target.focus());
}

/** A line of the matrix. Typing into one draws this one only. */
export const VariantRow = memo((props: VariantRowProps) => {
  const { store, variant, name, media, isTried, index, count, onSet, onMove, onRemove, onSelect } =
    props;
  const [isChoosing, setChoosing] = useState(false);
  const text = words();
  const own = productWords();
  const money = moneyOf(store);
  const { mistakes } = readVariant(variant, money);
  const set = (part: Partial<VariantDraft>) => onSet([variant.key], part);
  const cell = (field: 'price' | 'listPrice' | 'stock', label: string) => {
    const mistake =
      isTried || variant[field] !== '' ? mistakeText(mistakes[field], money) : undefined;
    return (
      <td class={`matrix-${field}`}>
        <span class="phone-label" aria-hidden="true">
          {label}
        </span>
        <input
          class="input"
          data-column={field}
          aria-label={text.edit(label, name)}
          aria-invalid={mistake !== undefined}
          inputMode={field === 'stock' ? 'numeric' : 'decimal'}
          autocomplete="off"
          maxLength={40}
          value={variant[field]}
          onInput={(event) => set({ [field]: event.currentTarget.value })}
        />
        {mistake !== undefined && (
          <span class="field-error" role="alert">
            {mistake}
          </span>
        )}
      </td>
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (!isArrow || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onMove(variant.key, event.key === 'ArrowUp' ? -1 : 1);
    keepFocus(event.target);
  };
  return (
    <tr aria-selected={props.isSelected || undefined} onKeyDown={onKeyDown}>
      <td class="matrix-select">
        <input
          type="checkbox"
          aria-label={own.selectVariant(name)}
          checked={props.isSelected}
          onChange={(event) => onSelect([variant.key], event.currentTarget.checked)}
        />
      </td>
      <td class="matrix-picture">
        <button
          type="button"
          class="picture-button"
          aria-label={own.variantPicture(name)}
          onClick={() => setChoosing(true)}
        >
          <ProductPicture url={variant.media[0]?.url} alt="" />
        </button>
        {isChoosing && (
          <VariantPictures
            name={name}
            chosen={variant.media}
            media={media}
            onChange={(next) => set({ media: next })}
            onClose={() => setChoosing(false)}
          />
        )}
      </td>
      <th scope="row" class="matrix-name">
        {props.hasOptions ? (
          <span class="matrix-label">{name}</span>
        ) : (
          <input
            class="input"
            aria-label={own.variantTitle}
            value={variant.title}
            maxLength={500}
            onInput={(event) => set({ title: event.currentTarget.value })}
          />
        )}
        <input
          class="input matrix-sku"
          data-column="sku"
          aria-label={text.edit(text.sku, name)}
          placeholder={text.sku}
          value={variant.sku}
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => set({ sku: event.currentTarget.value })}
        />
      </th>
      {cell('price', text.price)}
      {cell('listPrice', text.listPrice)}
      {cell('stock', text.stock)}
      <td class="matrix-availability">
        <AvailabilitySelect
          column="availability"
          label={text.edit(text.availability, name)}
          value={variant.availability}
          isSoldOut={readStock(variant.stock) === 0}
          onChange={(availability) => set({ availability })}
        />
      </td>
      <td class="matrix-remove">
        {count > 1 && (
          <MoveButtons
            index={index}
            count={count}
            labels={{ earlier: own.moveUp(name), later: own.moveDown(name) }}
            onMove={(from, to) => onMove(variant.key, to < from ? -1 : 1)}
          />
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={own.remove(name)}
          disabled={count === 1}
          onClick={() => onRemove(variant.key)}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
});
