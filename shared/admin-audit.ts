import { z } from 'zod';

/** The audit log as `/admin/api` tells it: who changed what, newest first. Times are ISO 8601. */

export const AuditActor = z.strictObject({
  kind: z.enum(['person', 'key', 'cli', 'system']),
  id: z.string().nullable(),
  /** An e-mail address, a key's name, a command. */
  name: z.string(),
});
export type AuditActor = z.infer<typeof AuditActor>;

export const AdminAuditEntry = z.strictObject({
  id: z.string(),
  at: z.string(),
  actor: AuditActor,
  /** `product.change`, `key.create` and so on; new ones may be added. */
  action: z.string(),
  subject: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  /** The fields that differ, in the form that a change of the subject takes. */
  before: z.unknown(),
  after: z.unknown(),
  /** Of all that one press of a button changed; the list shows the newest of them, unless it is asked for the group. */
  group: z.strictObject({ id: z.string(), size: z.int() }).nullable(),
  /** The entry that this one takes back. */
  undoes: z.string().nullable(),
  /** The entry that took this one back. */
  undone_by: z.string().nullable(),
  /** True while nobody took it back; whether the thing was changed since shows on trying. */
  can_undo: z.boolean(),
});
export type AdminAuditEntry = z.infer<typeof AdminAuditEntry>;

export const AdminAuditPage = z.strictObject({
  entries: z.array(AdminAuditEntry),
  next_cursor: z.string().nullable(),
});
export type AdminAuditPage = z.infer<typeof AdminAuditPage>;

/** What the list can be narrowed to: people and keys that did something, kinds of things. */
export const AdminAuditNames = z.strictObject({ actors: z.array(AuditActor) });
export type AdminAuditNames = z.infer<typeof AdminAuditNames>;

/** `refused`: what of a group was changed since, or could not be taken back for another reason. */
export const UndoResult = z.strictObject({
  undone: z.int(),
  refused: z.array(z.strictObject({ entry: z.string(), name: z.string(), code: z.string() })),
});
export type UndoResult = z.infer<typeof UndoResult>;
