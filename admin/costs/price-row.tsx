import { useRef } from 'preact/hooks';
import type { AdminModel, AdminModelPrice, AdminPricedModel } from '../../shared/admin-costs.ts';
import { showDollars } from '../format/dollars.ts';
import { Badge } from '../parts/badge.tsx';
import { isOwner } from '../session/may-edit.ts';
import { language, words } from '../words/words.ts';
import { FirstPriceForm } from './first-price-form.tsx';
import { PriceCell } from './price-cell.tsx';
import { usePriceSave } from './use-price-save.tsx';

interface PriceRowProps {
  model: AdminModel;
  isPricing: boolean;
  onPricing(isPricing: boolean): void;
  onStored(stored: AdminPricedModel): void;
}

/** One model: its price is edited where it stands; a first price is entered as a whole. */
export function PriceRow({ model, isPricing, onPricing, onStored }: PriceRowProps) {
  const text = words();
  const { price } = model;
  const row = useRef<HTMLTableRowElement>(null);
  /** What had the focus is about to go away: the row keeps it. */
  const keepFocus = () =>
    requestAnimationFrame(() => row.current?.querySelector('button')?.focus());
  const { save, isSaving, error, dialog } = usePriceSave(model, (stored) => {
    if ((price === null) !== (stored.price === null)) keepFocus();
    onPricing(false);
    onStored(stored);
  });
  return (
    <tr ref={row}>
      <th scope="row">
        <div class="price-model">
          {model.model}
          {model.configured && <Badge tone="good">{text.inUse}</Badge>}
          {error !== undefined && (
            <span class="field-error" role="alert">
              {error}
            </span>
          )}
        </div>
        {dialog}
      </th>
      {price !== null ? (
        <>
          <Prices model={model.model} price={price} save={save} />
          <td class="price-remove">
            {isOwner() && (
              <button
                type="button"
                class="button button-small"
                aria-label={text.removePriceOf(model.model)}
                disabled={isSaving}
                onClick={() => {
                  if (confirm(text.removePriceSure(model.model))) void save(null);
                }}
              >
                {text.removePrice}
              </button>
            )}
          </td>
        </>
      ) : isPricing ? (
        <td colSpan={4}>
          <FirstPriceForm
            model={model.model}
            isSaving={isSaving}
            onSave={save}
            onCancel={() => {
              keepFocus();
              onPricing(false);
            }}
          />
        </td>
      ) : (
        <td colSpan={4}>
          <div class="price-none">
            <Badge tone={model.configured ? 'warn' : 'quiet'}>{text.noPrice}</Badge>
            {isOwner() && (
              <button
                type="button"
                class="button button-small"
                aria-label={text.setPriceOf(model.model)}
                onClick={() => onPricing(true)}
              >
                {text.setPrice}
              </button>
            )}
          </div>
        </td>
      )}
    </tr>
  );
}

interface PricesProps {
  model: string;
  price: AdminModelPrice;
  save(price: AdminModelPrice): Promise<void>;
}

function Prices({ model, price, save }: PricesProps) {
  const text = words();
  const locale = language.value;
  const { input_micros: input, cached_input_micros: cached, output_micros: output } = price;
  return (
    <>
      <PriceCell
        name={text.inputPrice}
        model={model}
        micros={input}
        save={(micros) => save({ ...price, input_micros: micros })}
      >
        {showDollars(input, locale)}
      </PriceCell>
      <PriceCell
        name={text.cachedPrice}
        model={model}
        micros={cached}
        save={(micros) => save({ ...price, cached_input_micros: micros })}
        clear={() => save({ ...price, cached_input_micros: null })}
      >
        {cached === null ? <span class="quiet">{text.asInput}</span> : showDollars(cached, locale)}
      </PriceCell>
      <PriceCell
        name={text.outputPrice}
        model={model}
        micros={output}
        save={(micros) => save({ ...price, output_micros: micros })}
      >
        {showDollars(output, locale)}
      </PriceCell>
    </>
  );
}
