import { withCauses } from './with-causes.ts';

/** What a database says when it will not have us, and what an operator does about it. */
export interface DatabaseRefusal {
  reason: string;
  remedy: string;
}

/** By SQLSTATE; its first two characters alone stand for the whole class. */
const REMEDIES: Record<string, string> = {
  '28': 'check the user and the password in DATABASE_URL, and pg_hba.conf.',
  '3D000': 'create this database, or name another one in DATABASE_URL.',
  '42501': 'make the user of DATABASE_URL the owner of this database.',
  '25006': 'it only reads, as a standby does; name the primary in DATABASE_URL.',
  '53100': 'its disk is full; make room.',
  '53300': 'it has no connection to spare; raise its max_connections, or run fewer processes.',
  // What an extension is that is not installed; before version 14 a file that is not there.
  '0A000': 'run "aisle doctor"; it knows which extensions are needed.',
  '58P01': 'run "aisle doctor"; it knows which extensions are needed.',
};

/** Undefined for what may pass by itself, and for bugs. */
export function databaseRefusal(error: unknown): DatabaseRefusal | undefined {
  for (const { code, message } of withCauses(error)) {
    if (typeof code !== 'string') continue;
    const remedy = REMEDIES[code] ?? REMEDIES[code.slice(0, 2)];
    if (remedy) return { reason: message, remedy };
  }
  return undefined;
}
