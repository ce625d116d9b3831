import type { AdminProduct, NewProduct, ProductChange } from '../../shared/admin-products.ts';
import type { Doing } from './audit.ts';
import type { JsonValue } from './json-value.ts';
import type { ProductFacts } from './product-facts.ts';

/**
 * Products as a merchant edits them. Every question states the store; another store's product is not there. What is
 * done is written down in the audit log in the same transaction, and search follows.
 *
 * A version is not current when somebody edited the product since. Pushes of stock and prices raise it too, but only
 * a change of the cells that were pushed is stale then: who writes a description is not held up by the shop selling.
 *
 * All that write throw AppError `invalid_request` with pointers to the fields, and `conflict` naming the product that
 * has the handle or SKU already.
 */
export interface ProductEditor {
  get(storeId: string, productId: string): Promise<AdminProduct | undefined>;
  /** All that is kept of it, for a preview. */
  facts(storeId: string, productId: string): Promise<ProductFacts | undefined>;
  create(storeId: string, product: NewProduct, by: Doing): Promise<AdminProduct>;
  /** Undefined when it is not there. Throws `version_conflict` when somebody was faster. */
  change(storeId: string, productId: string, edit: ProductEdit): Promise<AdminProduct | undefined>;
  /** False when it is not there. Throws `version_conflict` when somebody was faster. */
  remove(storeId: string, productId: string, at: Doing & { version: number }): Promise<boolean>;
  /** Makes a removed product again, ids and all; `removed` is the `before` of the entry that tells of its removal. */
  restore(storeId: string, removed: JsonValue, by: Doing): Promise<AdminProduct>;
}

export interface ProductEdit extends Doing {
  version: number;
  change: ProductChange;
}
