import type { CatalogPictures } from '../images/matching/catalog-pictures.ts';
import type { Clock } from '../shop/clock.ts';
import type { Job } from './rounds.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** A picture that was uploaded and put nowhere. */
const NEVER_USED_MS = DAY_MS;
/** A picture that a product showed: so long may its removal be taken back. */
const USED_ONCE_MS = 30 * DAY_MS;

/** Deletes pictures of the catalog that no product shows. */
export function pictureJobs(deps: { pictures: CatalogPictures; clock: Clock }): Job[] {
  const { pictures, clock } = deps;
  return [
    {
      name: 'delete pictures that no product shows',
      intervalMs: HOUR_MS,
      async run() {
        const now = clock.now();
        await pictures.noteUse(now);
        await pictures.deleteUnused({
          neverUsedSince: new Date(now.getTime() - NEVER_USED_MS),
          unusedSince: new Date(now.getTime() - USED_ONCE_MS),
        });
      },
    },
  ];
}
