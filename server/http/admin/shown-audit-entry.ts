import type { AdminAuditEntry, AuditActor } from '../../../shared/admin-audit.ts';
import type { Actor } from '../../admin/audit.ts';
import type { AuditEntry } from '../../admin/audit-log.ts';
import { canUndo, type UndoTargets } from '../../admin/undo.ts';

/** An entry as `/admin/api` tells it. */
export function shownEntry(entry: AuditEntry, targets: UndoTargets): AdminAuditEntry {
  const { id, at, actor, action, subject, groupId, groupSize } = entry;
  return {
    id,
    at: at.toISOString(),
    actor: shownActor(actor),
    action,
    subject: { id: subject.id ?? null, name: subject.name },
    before: entry.before ?? null,
    after: entry.after ?? null,
    group: groupId === undefined ? null : { id: groupId, size: groupSize },
    undoes: entry.undoes ?? null,
    undone_by: entry.undoneBy ?? null,
    can_undo: canUndo(targets, entry),
  };
}

export function shownActor({ kind, id, name }: Actor): AuditActor {
  return { kind, id: id ?? null, name };
}
