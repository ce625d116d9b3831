import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { newId } from '../shop/new-id.ts';
import type { Actor, AuditAction, Doing } from './audit.ts';
import type { AuditEntry, AuditLog, AuditPlace } from './audit-log.ts';

/** For the audit log: who takes an entry back. */
export interface Undoing extends Doing {
  undoes: string;
}

/**
 * Takes back what one entry tells of. What it does is written down in the same transaction, with `by.undoes`, in a form
 * that can be taken back again. Throws AppError `version_conflict` when the thing was changed since, `not_found` when it
 * is gone, and `conflict` when something else stands in its place.
 */
export type UndoTarget = (entry: AuditEntry, by: Undoing) => Promise<void>;

/** By the action that is taken back. What is not named here stays done. */
export type UndoTargets = Partial<Record<AuditAction, UndoTarget>>;

export interface UndoDeps {
  auditLog: AuditLog;
  undoTargets: UndoTargets;
}

/** So long further changes of a group are begun, in milliseconds. */
const TIME_LIMIT_MS = 60_000;

export interface Undone {
  undone: number;
  /** What of a group stays as it is, and why. */
  refused: { entry: AuditEntry; error: AppError }[];
}

export function canUndo(targets: UndoTargets, entry: AuditEntry): boolean {
  return targets[entry.action] !== undefined && entry.undoneBy === undefined;
}

/**
 * Takes back an entry, and with it the others of its group: those that can be. Throws AppError `not_found` when there
 * is no such entry here, `conflict` when nobody can take it back or somebody did, and what its target threw when not
 * one of the group could be taken back. For what there was no time the same again goes on.
 */
export async function undo(
  deps: { auditLog: Pick<AuditLog, 'find' | 'ofGroup'>; undoTargets: UndoTargets },
  entryId: string,
  { actor, limitMs = TIME_LIMIT_MS, ...place }: AuditPlace & { actor: Actor; limitMs?: number },
): Promise<Undone> {
  const asked = await deps.auditLog.find(place, entryId);
  if (!asked) throw new AppError('not_found', 'There is no such entry.');
  const { groupId } = asked;
  const entries = groupId === undefined ? [asked] : await deps.auditLog.ofGroup(place, groupId);
  const result: Undone = { undone: 0, refused: [] };
  const newGroup = groupId === undefined ? {} : { groupId: newId() };
  const endsAt = performance.now() + limitMs;
  for (const [index, entry] of entries.entries()) {
    const by = { actor, undoes: entry.id, ...newGroup };
    const isLate = index > 0 && performance.now() >= endsAt;
    const error = isLate ? noTime() : await refusalOf(() => undoOne(deps.undoTargets, entry, by));
    if (error) result.refused.push({ entry, error });
    else result.undone += 1;
  }
  const [first] = result.refused;
  if (first && result.undone === 0) throw first.error;
  return result;
}

function noTime(): AppError {
  return new AppError('overloaded', 'There was no time for it; try it again.', { retryAfter: 1 });
}

async function undoOne(targets: UndoTargets, entry: AuditEntry, by: Undoing): Promise<void> {
  const target = targets[entry.action];
  if (!target) throw new AppError('conflict', 'This cannot be taken back.');
  if (entry.undoneBy !== undefined) throw new AppError('conflict', 'It was taken back already.');
  await target(entry, by);
}

/** Undefined when it worked; what nobody foresaw is thrown on. */
async function refusalOf(work: () => Promise<void>): Promise<AppError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** What an entry must have for its target, or AppError `conflict`: an entry of another time may lack it. */
export function needed<T>(value: T | undefined | null): T {
  if (value !== undefined && value !== null) return value;
  throw tellsTooLittle();
}

/** What an entry tells, as `schema` reads it, or AppError `conflict`: the rules may have become stricter since. */
export function readable<T>(schema: z.ZodType<T>, told: unknown): T {
  const { success, data } = schema.safeParse(told);
  if (success) return data;
  throw tellsTooLittle();
}

function tellsTooLittle(): AppError {
  return new AppError('conflict', 'This entry does not tell enough to take it back.');
}

/** Throws AppError `not_found` when what was to be taken back is not there any more. */
export function stillThere(found: unknown): void {
  if (found === undefined || found === false) throw new AppError('not_found', 'It was deleted.');
}
