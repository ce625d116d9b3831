import type { CouponEditor } from './coupon-editor.ts';
import type { ModelPriceEditor } from './model-price-editor.ts';
import type { ProductEditor } from './product-editor.ts';
import type { StoreEditor } from './store-editor.ts';
import type { UndoTargets } from './undo.ts';
import { undoCoupons } from './undo-coupons.ts';
import { undoModelPrices } from './undo-model-prices.ts';
import { undoProducts } from './undo-products.ts';
import { undoSettings } from './undo-settings.ts';

export interface Editors {
  products: ProductEditor;
  coupons: CouponEditor;
  settings: StoreEditor;
  modelPrices: ModelPriceEditor;
}

/** All that can be taken back. People, keys and imports are not: what they did in the meantime stays done anyway. */
export function undoTargets({ products, coupons, settings, modelPrices }: Editors): UndoTargets {
  return {
    ...undoProducts(products),
    ...undoCoupons(coupons),
    ...undoSettings(settings),
    ...undoModelPrices(modelPrices),
  };
}
