import { and, eq, lt } from 'drizzle-orm';
import { AppError } from '../../errors.ts';
import type { Drizzle } from '../connection/database.ts';
import { machineRequest } from '../schema.ts';

export interface OnlyOnce {
  storeId: string;
  kind: 'webhook' | 'upsert';
  /** What the sender calls it; the same name means the same request. */
  name: string;
  bodyHash: Buffer;
}

/**
 * Does `work` in the transaction unless it was done before under this name; then gives its answer again. One that is
 * at work is waited for. Throws AppError `idempotency_conflict` when the name was given to another body.
 */
export async function onlyOnce<T>(
  tx: Drizzle,
  { storeId, kind, name, bodyHash }: OnlyOnce,
  work: () => Promise<T>,
): Promise<T> {
  const named = and(
    eq(machineRequest.storeId, storeId),
    eq(machineRequest.kind, kind),
    eq(machineRequest.name, name),
  );
  const begun = await tx
    .insert(machineRequest)
    .values({ storeId, kind, name, bodyHash })
    .onConflictDoNothing()
    .returning({ name: machineRequest.name });
  if (begun.length === 0) {
    const [earlier] = await tx.select().from(machineRequest).where(named);
    if (earlier?.bodyHash.equals(bodyHash)) return earlier.answer as T;
    const detail = 'Another request was sent under the same name.';
    throw new AppError('idempotency_conflict', detail);
  }
  const answer = await work();
  await tx.update(machineRequest).set({ answer }).where(named);
  return answer;
}

/** Names may be used again once their requests are forgotten. */
export async function forgetRequests(db: Drizzle, before: Date): Promise<void> {
  await db.delete(machineRequest).where(lt(machineRequest.createdAt, before));
}
