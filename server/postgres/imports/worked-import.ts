import type { Links } from '../catalog/catalog-rows.ts';
import type { catalogImport } from '../schema.ts';

/** An import as its row has it while a batch is worked on; the row is locked. */
export type WorkedImport = typeof catalogImport.$inferSelect;

export interface BatchContext {
  storeId: string;
  links: Links;
}
