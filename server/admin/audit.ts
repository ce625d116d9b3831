import type { JsonValue } from './json-value.ts';

/** Who does something in the admin, through its API or on the command line. */
export interface Actor {
  kind: 'person' | 'key' | 'cli' | 'system';
  /** Of the admin or the key. */
  id?: string;
  /** An e-mail address, a key's name, a command. */
  name: string;
}

/** Who changes something, and in what connection, for the audit log. */
export interface Doing {
  actor: Actor;
  /** The entry that this takes back. */
  undoes?: string;
  /** Changes of one press of a button have one group. */
  groupId?: string;
  /** Of the one entry that this makes, for a caller who wants to name it afterwards; made when absent. */
  entryId?: string;
}

/** `thing.what-happened`, for example `product.change`. */
export type AuditAction = `${string}.${string}`;

/** One change as it is written down, in the transaction that makes it (`recordChange`). */
export interface RecordedChange extends Doing {
  action: AuditAction;
  /** Absent when it belongs to the installation. */
  storeId?: string;
  subject: {
    id?: string;
    /** What a merchant calls it: a title, a code, an address. */
    name: string;
    /** After the change, when it counts versions. */
    version?: number;
  };
  /** The fields that differ, in the form that the subject's change takes: sending `before` back undoes it. */
  before?: JsonValue;
  after?: JsonValue;
}
