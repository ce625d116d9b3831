import type { AdminProduct } from '../../shared/admin-products.ts';
import { sessionState } from '../session/session.ts';
import { rowOf } from './sheet/edited-row.ts';
import type { SheetView } from './sheet/sheet-view.ts';

/** The sheet that was left last, so that the way back from a product leads to where one was. */
let kept: { view: SheetView; person: string | undefined } | undefined;
/** A product's page was opened since the list was shown. */
let wasAtProduct = false;

/** Undefined for another store, and after somebody else signed in. */
export function keptSheet(storeKey: string): SheetView | undefined {
  const isSame = kept?.view.store.key === storeKey && kept.person === person();
  return isSame ? kept?.view : undefined;
}

export function keepSheet(view: SheetView): SheetView {
  kept = { view, person: person() };
  return view;
}

export function noteProductPage(): void {
  wasAtProduct = true;
}

/** True once after a product's page: then one comes back, and does not begin anew. */
export function comesFromProduct(): boolean {
  const was = wasAtProduct;
  wasAtProduct = false;
  return was;
}

/** What a product's page stored shows in the list as well. */
export function tellSheet(storeKey: string, product: AdminProduct): void {
  const sheet = keptSheet(storeKey)?.sheet;
  if (sheet?.product(product.id)) sheet.put(rowOf(product));
}

/** A product that was deleted on its own page. */
export function dropFromSheet(storeKey: string, productId: string): void {
  keptSheet(storeKey)?.sheet.remove([productId]);
}

function person(): string | undefined {
  const state = sessionState.peek();
  return state.kind === 'signed-in' ? `${state.session.email} ${state.session.role}` : undefined;
}
