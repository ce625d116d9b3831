import { execFile } from 'node:child_process';
import type { SystemUser } from './system-user.ts';

export interface ProgramResult {
  ok: boolean;
  /** What it printed to both streams, or why it could not be started. */
  said: string;
}

/** Runs one of Postgres' programs to its end; it is killed after `limitMs`. */
export function runProgram(
  file: string,
  args: string[],
  options: { user: SystemUser | undefined; cwd?: string; limitMs: number },
): Promise<ProgramResult> {
  const { user, cwd, limitMs } = options;
  return new Promise((resolve) => {
    const settings = { ...identity(user), cwd, timeout: limitMs, env: postgresEnvironment() };
    execFile(file, args, settings, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim();
      resolve(error ? { ok: false, said: said || error.message } : { ok: true, said });
    });
  });
}

export function identity(user: SystemUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** PG* variables are meant for clients and would lead the server astray. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
