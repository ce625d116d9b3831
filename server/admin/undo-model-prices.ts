import type { ModelPriceChange } from '../../shared/admin-costs.ts';
import type { AuditEntry } from './audit-log.ts';
import type { ModelPriceEditor } from './model-price-editor.ts';
import { needed, stillThere, type Undoing, type UndoTargets } from './undo.ts';

/** The price from before is set again; a first price is forgotten. */
export function undoModelPrices(modelPrices: ModelPriceEditor): UndoTargets {
  async function putBack({ subject, before }: AuditEntry, by: Undoing): Promise<void> {
    const at = { ...by, version: needed(subject.version) };
    const model = needed(subject.id);
    // Written by this very editor.
    const price = (before ?? null) as ModelPriceChange | null;
    if (price !== null) await modelPrices.set(model, { ...at, price });
    else stillThere(await modelPrices.remove(model, at));
  }
  return { 'model_price.set': putBack, 'model_price.delete': putBack };
}
