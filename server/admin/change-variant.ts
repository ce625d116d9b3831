import type { AdminVariant, VariantChange } from '../../shared/admin.ts';
import type { AvailabilityStatus } from '../../shared/product.ts';
import { AppError } from '../errors.ts';

/** Whether a shopper may put a variant in this state into the cart. */
export function canBeBought(status: AvailabilityStatus): boolean {
  return status === 'in_stock' || status === 'backorder' || status === 'preorder';
}

/**
 * The variant after a merchant's change. What its availability means beside its count is for `stockedAvailability`
 * to say. Throws AppError `invalid_request` when the price would be above the list price, which is the price it is
 * compared with; `pointer` leads to the change in the request.
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
    availability: change.availability ?? variant.availability,
  };
  const touchesPrice = change.price !== undefined || change.list_price !== undefined;
  if (touchesPrice && changed.list_price !== null && changed.list_price < changed.price) {
    throw new AppError('invalid_request', 'The list price must not be below the price.', {
      errors: [{ pointer: `${pointer}/list_price`, detail: 'must not be below the price' }],
    });
  }
  return changed;
}
