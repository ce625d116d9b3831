import type { AdminModel, AdminPricedModel } from '../../shared/admin-costs.ts';
import { words } from '../words/words.ts';
import { PriceRow } from './price-row.tsx';

interface PriceTableProps {
  models: AdminModel[];
  /** The model whose first price is being entered. */
  pricing: string | undefined;
  onPricing(model: string | undefined): void;
  onStored(stored: AdminPricedModel): void;
}

/** What the installation's models cost. On a phone each one is a card. */
export function PriceTable({ models, pricing, onPricing, onStored }: PriceTableProps) {
  const text = words();
  return (
    <section class="panel">
      <div class="panel-padded">
        <h2>{text.modelPrices}</h2>
        <p class="quiet">{text.modelPricesHint}</p>
      </div>
      <table class="table card-table price-table">
        <thead>
          <tr>
            <th scope="col">{text.model}</th>
            <th scope="col">{text.inputPrice}</th>
            <th scope="col">{text.cachedPrice}</th>
            <th scope="col">{text.outputPrice}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <PriceRow
              key={model.model}
              model={model}
              isPricing={pricing === model.model}
              onPricing={(isPricing) => onPricing(isPricing ? model.model : undefined)}
              onStored={onStored}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
