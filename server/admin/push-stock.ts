import type { StockPush, StockPushResult } from '../../shared/machine.ts';
import type { AvailabilityStatus } from '../../shared/product.ts';
import { canBeBought } from '../shop/product.ts';

/** What a push may change of a variant, as it is kept, and since when it is so. */
export interface PushedVariant {
  id: string;
  price: number;
  listPrice: number | null;
  stock: number | null;
  availability: AvailabilityStatus;
  stockAt: Date | undefined;
  priceAt: Date | undefined;
}

export interface PushOutcome {
  variant: PushedVariant;
  result: StockPushResult;
}

/** How far ahead of us a sender's clock may be; news from further ahead would shut the door on all that follow. */
const AHEAD_MS = 5 * 60_000;

/**
 * A variant after a push. Stock and price are separate news with moments of their own: what is older than what is
 * known is ignored, the rest counts.
 */
export function pushStock(
  variant: PushedVariant,
  push: StockPush,
  { sentAt, now }: { sentAt: Date; now: Date },
): PushOutcome {
  const unchanged = (result: StockPushResult['result'], detail?: string) => ({
    variant,
    result: { result, variant_id: variant.id, ...(detail ? { detail } : {}) },
  });
  const at = push.at === undefined ? sentAt : new Date(push.at);
  if (at.getTime() > now.getTime() + AHEAD_MS) return unchanged('refused', 'at is in the future');
  const ofStock = push.stock !== undefined || push.available !== undefined;
  const ofPrice = push.price !== undefined || push.list_price !== undefined;
  const takesStock = ofStock && !isOlder(at, variant.stockAt);
  const takesPrice = ofPrice && !isOlder(at, variant.priceAt);
  if (!takesStock && !takesPrice) return unchanged('ignored', 'newer news came before');
  const changed: PushedVariant = {
    ...variant,
    ...(takesStock ? { ...stockOf(variant, push), stockAt: at } : {}),
    ...(takesPrice ? { ...pricesOf(variant, push), priceAt: at } : {}),
  };
  if (takesPrice && changed.listPrice !== null && changed.listPrice < changed.price) {
    return unchanged('refused', 'list_price must not be below the price');
  }
  const partly = (ofStock && !takesStock) || (ofPrice && !takesPrice);
  return {
    variant: changed,
    result: {
      result: isSame(variant, changed) ? 'unchanged' : 'changed',
      variant_id: variant.id,
      ...(partly
        ? { detail: `newer news of the ${takesStock ? 'price' : 'stock'} came before` }
        : {}),
    },
  };
}

function isOlder(at: Date, known: Date | undefined): boolean {
  return known !== undefined && at.getTime() < known.getTime();
}

function isSame(a: PushedVariant, b: PushedVariant): boolean {
  return (
    a.price === b.price &&
    a.listPrice === b.listPrice &&
    a.stock === b.stock &&
    a.availability === b.availability
  );
}

function pricesOf({ price, listPrice }: PushedVariant, push: StockPush) {
  return {
    price: push.price ?? price,
    listPrice: push.list_price === undefined ? listPrice : push.list_price,
  };
}

/** What can be ordered before it is there stays so, and what is discontinued too, as far as it agrees. */
function stockOf(variant: PushedVariant, { stock = variant.stock, available }: StockPush) {
  if (available === undefined || available === canBeBought(variant.availability)) {
    return { stock, availability: variant.availability };
  }
  return { stock, availability: available ? ('in_stock' as const) : ('out_of_stock' as const) };
}
