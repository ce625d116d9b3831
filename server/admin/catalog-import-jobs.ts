import type { ImportWork } from './catalog-imports.ts';

/** Work that is done again and again (`keepRounds`). */
export interface ImportJob {
  name: string;
  intervalMs: number;
  run(signal: AbortSignal): Promise<void>;
}

/** How soon a free process takes an import up. */
const LOOK_MS = 1_000;
const SWEEP_MS = 10 * 60_000;

/**
 * Imports that are checked or written in the background, by whatever process of the installation is free. `owner` names
 * this process: no two have one name.
 */
export function catalogImportJobs(work: ImportWork, owner: string): ImportJob[] {
  return [
    {
      name: 'import catalog files',
      intervalMs: LOOK_MS,
      async run(signal) {
        try {
          while (!signal.aborted && (await workOnOne(work, { owner, signal })));
        } finally {
          if (signal.aborted) await work.release(owner);
        }
      },
    },
    { name: 'forget old imports', intervalMs: SWEEP_MS, run: () => work.sweep() },
  ];
}

/**
 * Takes an import up and works on it until there is nothing more to do for it. False when none was waiting. `only` asks
 * for that one.
 */
export async function workOnOne(
  work: ImportWork,
  { owner, signal, only }: { owner: string; signal: AbortSignal; only?: string },
): Promise<boolean> {
  const claimed = await work.claim(owner, only);
  if (!claimed) return false;
  while (!signal.aborted && (await work.step(claimed)));
  return true;
}
