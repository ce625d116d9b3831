import type { AdminPerson, PersonChange } from '../../shared/admin-people.ts';
import type { Doing } from './audit.ts';

/** The people who manage this installation, as its owners see them. */
export interface People {
  /** By address. */
  list(): Promise<AdminPerson[]>;
  /**
   * What it changes holds from the next request on: who is disabled is signed out everywhere, who has another role gets
   * another token. Undefined when there is no such person. Throws AppError `conflict` when no owner would be left.
   */
  change(id: string, change: PersonChange, by: Doing): Promise<AdminPerson | undefined>;
}
