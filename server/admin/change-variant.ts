import type { AdminVariant, VariantChange } from '../../shared/admin.ts';
import type { AvailabilityStatus } from '../../shared/product.ts';
import { AppError } from '../errors.ts';

const CAN_BE_BOUGHT: Record<AvailabilityStatus, boolean> = {
  in_stock: true,
  backorder: true,
  preorder: true,
  out_of_stock: false,
  discontinued: false,
};

/** Whether a shopper may put a variant in this state into the cart. */
export function canBeBought(status: AvailabilityStatus): boolean {
  return CAN_BE_BOUGHT[status];
}

/**
 * The variant after a merchant's change. Unless the change says otherwise, counting down to zero makes it out of
 * stock and counting up from there puts it in stock. Throws AppError `invalid_request` when the price would be above
 * the list price, which is the price it is compared with; `pointer` leads to the change in the request.
 */
export function changeVariant(
  variant: AdminVariant,
  change: VariantChange,
  pointer: string,
): AdminVariant {
  const changed: AdminVariant = {
    ...variant,
    price: change.price ?? variant.price,
    list_price: change.list_price === undefined ? variant.list_price : change.list_price,
    stock: change.stock === undefined ? variant.stock : change.stock,
  };
  changed.availability = change.availability ?? availabilityAfter(variant, change.stock);
  const touchesPrice = change.price !== undefined || change.list_price !== undefined;
  if (touchesPrice && changed.list_price !== null && changed.list_price < changed.price) {
    throw new AppError('invalid_request', 'The list price must not be below the price.', {
      errors: [{ pointer: `${pointer}/list_price`, detail: 'must not be below the price' }],
    });
  }
  return changed;
}

function availabilityAfter(variant: AdminVariant, stock: number | null | undefined) {
  const { availability } = variant;
  if (stock === 0 && availability === 'in_stock') return 'out_of_stock';
  if (stock && availability === 'out_of_stock') return 'in_stock';
  return availability;
}
