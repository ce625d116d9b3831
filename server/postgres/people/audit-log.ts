import { and, desc, eq, getTableColumns, isNull, type SQL, sql } from 'drizzle-orm';
import {
  type AuditEntry,
  type AuditLog,
  type AuditPlace,
  type AuditQuery,
  MOST_OF_GROUP,
} from '../../admin/audit-log.ts';
import { readPageCursor, writePageCursor } from '../../admin/page-cursor.ts';
import type { Drizzle } from '../connection/database.ts';
import { auditEntry } from '../schema.ts';
import { recordChange } from './record-change.ts';

/** Whoever did nothing for this many entries is not offered as a filter. */
const ENTRIES_OF_ACTORS = 5_000;

/** Names are whole: in a query of one table drizzle writes them short, and an inner table would take them for its own. */
const columns = {
  ...getTableColumns(auditEntry),
  atExactly: sql<string>`to_char(${auditEntry.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  undoneBy: sql<string | null>`(
    select undoing.id from audit_entry undoing where undoing.undoes = audit_entry.id limit 1)`,
  groupSize: sql<number>`case when audit_entry.group_id is null then 1 else (
    select count(*)::integer from audit_entry other where other.group_id = audit_entry.group_id) end`,
};

export function postgresAuditLog(db: Drizzle): AuditLog {
  return {
    async page(query) {
      const rows = await db
        .select(columns)
        .from(auditEntry)
        .where(and(inPlace(query), ...conditions(query)))
        .orderBy(desc(auditEntry.at), desc(auditEntry.id))
        .limit(query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      const nextCursor = last ? writePageCursor({ time: last.atExactly, id: last.id }) : null;
      return { entries: page.map(entryOf), nextCursor };
    },

    async find(place, id) {
      const [row] = await db
        .select(columns)
        .from(auditEntry)
        .where(and(inPlace(place), eq(auditEntry.id, id)));
      return row && entryOf(row);
    },

    async ofGroup(place, groupId) {
      const rows = await db
        .select(columns)
        .from(auditEntry)
        .where(and(inPlace(place), eq(auditEntry.groupId, groupId)))
        .orderBy(desc(auditEntry.at), desc(auditEntry.id))
        .limit(MOST_OF_GROUP);
      return rows.map(entryOf);
    },

    async actors(place) {
      const newest = db
        .select({
          kind: auditEntry.actorKind,
          id: auditEntry.actorId,
          name: auditEntry.actorName,
          at: auditEntry.at,
        })
        .from(auditEntry)
        .where(inPlace(place))
        .orderBy(desc(auditEntry.at), desc(auditEntry.id))
        .limit(ENTRIES_OF_ACTORS)
        .as('newest');
      // One id may have had several names.
      const rows = await db
        .selectDistinctOn([newest.id])
        .from(newest)
        .orderBy(newest.id, desc(newest.at));
      return rows
        .map(({ kind, id, name }) => ({ kind, id: id ?? undefined, name }))
        .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
    },

    async record(change) {
      await recordChange(db, change);
    },
  };
}

function inPlace({ storeId }: AuditPlace): SQL {
  return storeId === undefined ? isNull(auditEntry.storeId) : eq(auditEntry.storeId, storeId);
}

function conditions({ cursor, actorId, thing, subjectId, groupId }: AuditQuery) {
  const after = cursor === undefined ? undefined : readPageCursor(cursor);
  return [
    after &&
      sql`(${auditEntry.at}, ${auditEntry.id}) < (${after.time}::timestamptz, ${after.id}::uuid)`,
    actorId && eq(auditEntry.actorId, actorId),
    thing && sql`split_part(${auditEntry.action}, '.', 1) = ${thing}`,
    subjectId && eq(auditEntry.subjectId, subjectId),
    // A thing's own history tells of every change of it, also of one among many.
    groupId ? eq(auditEntry.groupId, groupId) : subjectId ? undefined : isNewestOfGroup,
  ].filter((condition) => condition !== undefined && condition !== '') as SQL[];
}

const isNewestOfGroup = sql`(audit_entry.group_id is null or not exists (
  select from audit_entry newer where newer.group_id = audit_entry.group_id
  and (newer.at, newer.id) > (audit_entry.at, audit_entry.id)))`;

type Row = typeof auditEntry.$inferSelect & { undoneBy: string | null; groupSize: number };

function entryOf(row: Row): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    storeId: row.storeId ?? undefined,
    actor: { kind: row.actorKind, id: row.actorId ?? undefined, name: row.actorName },
    action: row.action,
    subject: {
      id: row.subjectId ?? undefined,
      name: row.subjectName,
      version: row.subjectVersion ?? undefined,
    },
    before: row.before ?? undefined,
    after: row.after ?? undefined,
    groupId: row.groupId ?? undefined,
    groupSize: row.groupSize,
    undoes: row.undoes ?? undefined,
    undoneBy: row.undoneBy ?? undefined,
  };
}
