import { randomBytes } from 'node:crypto';
import { access, constants, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Check, Trouble } from './check.ts';

/** As much as a photo that is kept. */
const TRIED_BYTES = 1024 * 1024;
const GIGABYTE = 1e9;

/** Keeps and removes a file where photos come in. Makes no folder: it would belong to whoever asks the doctor. */
export function dataDirCheck(dataDir: string): Check {
  return {
    name: 'data folder',
    async run() {
      if (await isMissing(dataDir)) return `${dataDir} is not there yet; the start makes it`;
      const file = path.join(dataDir, `doctor-${randomBytes(8).toString('hex')}`);
      await keep(file)
        .finally(() => rm(file, { force: true }).catch(() => {}))
        .catch(({ code, message }) => {
          const remedy = REMEDIES[code] ?? 'name another folder in DATA_DIR.';
          throw new Trouble(`${dataDir}: could not keep a file: ${message}`, remedy);
        });
      const { bavail, bsize } = await statfs(dataDir);
      return `${dataDir}: kept and removed a file, ${((bavail * bsize) / GIGABYTE).toFixed(1)} GB left`;
    },
  };
}

const REMEDIES: Record<string, string> = {
  ENOSPC: 'its disk is full; make room.',
  EDQUOT: 'its quota is used up; make room.',
  EACCES: 'let the user that Aisle runs as write to it.',
  EPERM: 'let the user that Aisle runs as write to it.',
  EROFS: 'it only reads; mount it writable, or name another folder in DATA_DIR.',
  ENOTDIR: 'that is no folder; name another one in DATA_DIR.',
};

function isMissing(folder: string): Promise<boolean> {
  return access(folder, constants.F_OK).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}

async function keep(file: string): Promise<void> {
  await using handle = await open(file, 'wx', 0o600);
  await handle.writeFile(Buffer.alloc(TRIED_BYTES, 1));
  await handle.sync();
}
