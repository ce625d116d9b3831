import type { AdminProduct, AdminProductRow, ProductChange } from '../../shared/admin.ts';

/** Products as a merchant edits them. Every question states the store; another store's product is not there. */
export interface ProductEditor {
  get(storeId: string, productId: string): Promise<AdminProduct | undefined>;
  /** In the order of `productIds`; those that do not exist are left out. */
  rows(storeId: string, productIds: string[]): Promise<AdminProductRow[]>;
  /**
   * Changes the product if it still has `version`: the stored version goes up by one and search follows.
   * Undefined when it is not there. Throws AppError `version_conflict` when somebody was faster and
   * `invalid_request` when a variant is not the product's or breaks a rule of `changeVariant`.
   */
  change(storeId: string, productId: string, edit: ProductEdit): Promise<AdminProduct | undefined>;
}

export interface ProductEdit {
  version: number;
  change: ProductChange;
}

/** How many variants a row of the list carries. */
export const ROW_VARIANTS = 20;
