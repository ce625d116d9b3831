import type { Database } from '../postgres/connection/database.ts';
import { postgresCatalogPictures } from '../postgres/images/catalog-pictures.ts';
import { postgresImageRemovals } from '../postgres/images/image-removals.ts';
import { forgetRequests } from '../postgres/machines/only-once.ts';
import { postgresOldData } from '../postgres/retention/old-data.ts';
import { postgresVisitorErasure } from '../postgres/retention/visitor-erasure.ts';
import { type ErasedVisitor, eraseVisitor } from '../retention/erase-visitor.ts';
import { forgetMachineRequests } from '../retention/forget-machine-requests.ts';
import { pictureJobs } from '../retention/picture-jobs.ts';
import { removeNewFiles, retentionJobs } from '../retention/retention-jobs.ts';
import { DEFAULT_ROUNDS, keepRounds } from '../retention/rounds.ts';
import { systemClock as clock } from '../shop/clock.ts';
import type { Stores } from '../shop/store.ts';
import type { Photos } from './open-photos.ts';
import type { Surroundings } from './surroundings.ts';

export interface RetentionOptions extends Surroundings {
  stores: Stores;
  photos: Photos;
  /** Stops a turn that runs in this process. */
  stopTurn(turnId: string): void;
}

/** What is no longer kept, and visitors who want to be forgotten. */
export function openRetention(
  { db, patient }: Database,
  { stores, photos, stopTurn, logError, cleanup }: RetentionOptions,
): { erase(visitor: ErasedVisitor): Promise<void> } {
  const toRemove = { removals: postgresImageRemovals(db), files: photos.files, clock };
  const jobs = retentionJobs({
    ...toRemove,
    stores,
    old: postgresOldData(patient),
    erasure: postgresVisitorErasure(patient),
    incoming: photos.incoming,
  });
  jobs.push(...pictureJobs({ pictures: postgresCatalogPictures(patient, photos.files), clock }));
  jobs.push(forgetMachineRequests({ forget: (before) => forgetRequests(patient, before), clock }));
  cleanup.defer(keepRounds(jobs, { ...DEFAULT_ROUNDS, onError: logError }));
  const removeFiles = (signal: AbortSignal) => removeNewFiles(toRemove, signal);
  const erasure = postgresVisitorErasure(db);
  return {
    erase: (visitor) =>
      eraseVisitor({ erasure, stopHere: stopTurn, removeFiles, onError: logError }, visitor),
  };
}
