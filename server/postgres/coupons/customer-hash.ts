import { createHash } from 'node:crypto';

/**
 * What is kept of who made an order: enough to see that the same customer comes again, not who that is. The store is in it,
 * so that two stores cannot compare their customers.
 */
export function customerHash(storeId: string, customerRef: string): Buffer {
  return createHash('sha256').update(`${storeId}\0${customerRef}`).digest();
}
