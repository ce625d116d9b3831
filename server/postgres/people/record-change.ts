import type { RecordedChange } from '../../admin/audit.ts';
import { newId } from '../../shop/new-id.ts';
import type { Drizzle } from '../connection/database.ts';
import { auditEntry } from '../schema.ts';

/** Writes down who changed what; `tx` is the transaction of the change itself. Gives back the entry's id. */
export async function recordChange(tx: Drizzle, change: RecordedChange): Promise<string> {
  const id = change.entryId ?? newId();
  await tx.insert(auditEntry).values({
    id,
    storeId: change.storeId,
    actorKind: change.actor.kind,
    actorId: change.actor.id,
    actorName: change.actor.name,
    action: change.action,
    subjectId: change.subject.id,
    subjectName: change.subject.name,
    subjectVersion: change.subject.version,
    before: change.before,
    after: change.after,
    groupId: change.groupId,
    undoes: change.undoes,
  });
  return id;
}
