import type { ProductChange } from '../../shared/admin-products.ts';
import type { ProductEditor } from './product-editor.ts';
import { needed, stillThere, type UndoTargets } from './undo.ts';

/** A product that was made is removed, one that was removed is made again, one that was changed is changed back. */
export function undoProducts(products: ProductEditor): UndoTargets {
  return {
    async 'product.create'({ storeId, subject }, by) {
      const at = { ...by, version: needed(subject.version) };
      stillThere(await products.remove(needed(storeId), needed(subject.id), at));
    },
    async 'product.change'({ storeId, subject, before }, by) {
      // Written by this very editor; an import may have brought what nobody could type.
      const change = needed(before) as ProductChange;
      const edit = { ...by, change, version: needed(subject.version) };
      stillThere(await products.change(needed(storeId), needed(subject.id), edit));
    },
    async 'product.delete'({ storeId, before }, by) {
      await products.restore(needed(storeId), needed(before), by);
    },
  };
}
