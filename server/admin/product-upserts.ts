import type { UpsertedProduct, UpsertResult } from '../../shared/machine.ts';
import type { Actor } from './audit.ts';

/** Products as another system knows them, brought into step with it. */
export interface ProductUpserts {
  /**
   * Each product is created, or made what it is over there, or refused with reasons; the others do not mind. It is
   * found by `metadata.external_id`, else by the SKUs of its variants. With `once` the same request again has the same
   * results and does nothing; throws AppError `idempotency_conflict` when another body came under its name before.
   * Throws `overloaded` when it takes too long for all of them: what is done stays, and the same request goes on there.
   */
  upsert(storeId: string, request: UpsertedProducts): Promise<UpsertResult[]>;
}

export interface UpsertedProducts {
  products: UpsertedProduct[];
  actor: Actor;
  once?: { name: string; bodyHash: Buffer };
}
