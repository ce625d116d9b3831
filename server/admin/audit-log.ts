import type { AuditAction, RecordedChange } from './audit.ts';

/** What was written down with the changes that merchants made. */
export interface AuditLog {
  /**
   * Newest first; of a group only the newest, unless the group is asked for. Throws AppError `invalid_request` when the
   * cursor is not one of this list.
   */
  page(query: AuditQuery): Promise<{ entries: AuditEntry[]; nextCursor: string | null }>;
  /** Undefined both when there is none and when it belongs elsewhere. */
  find(place: AuditPlace, id: string): Promise<AuditEntry | undefined>;
  /** Of one group, newest first, at most MOST_OF_GROUP. */
  ofGroup(place: AuditPlace, groupId: string): Promise<AuditEntry[]>;
  /** Who stands in the newest entries, each once, by name. */
  actors(place: AuditPlace): Promise<RecordedChange['actor'][]>;
  /** For what changes nothing and so has no transaction: somebody was refused. */
  record(change: RecordedChange): Promise<void>;
}

/** Without a store: what belongs to the installation. */
export interface AuditPlace {
  storeId?: string;
}

export interface AuditQuery extends AuditPlace {
  limit: number;
  cursor?: string;
  /** The id of a person or a key. */
  actorId?: string;
  /** The part of an action before the dot: `product`. */
  thing?: string;
  /** The id of what was changed. */
  subjectId?: string;
  groupId?: string;
}

export interface AuditEntry extends RecordedChange {
  id: string;
  at: Date;
  action: AuditAction;
  /** How many are in its group; 1 without one. */
  groupSize: number;
  undoneBy?: string;
}

/** As many products as one press of a button changes. */
export const MOST_OF_GROUP = 1_000;
