import type { BulkRequest, BulkResponse } from '../../shared/admin-products.ts';
import type { Actor } from './audit.ts';

/** One change to many products: each is changed, or told why not, and the others do not mind. */
export interface ProductBulkEditor {
  /** The results are in the order of the request; the entries in the audit log are one group. */
  change(storeId: string, request: BulkRequest, actor: Actor): Promise<BulkResponse>;
}
