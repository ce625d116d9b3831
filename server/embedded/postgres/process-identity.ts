import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process was started, in whatever form this system tells it: together with the pid it names one process,
 * while a pid alone is given away again. Undefined when there is no such process, when it has ended
 * and only its parent does not know yet, or when there is no way to tell.
 */
export async function startedAt(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold anything; the state and the start come after it (proc_pid_stat(5), fields 3, 22).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  }
  return processField(pid, 'lstart');
}

/** The name of the program that a process runs. */
export async function programName(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
    return name?.trim();
  }
  return (await processField(pid, 'comm'))?.split('/').at(-1);
}

function processField(pid: number, field: string): Promise<string | undefined> {
  if (process.platform === 'win32') return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const args = ['-o', `${field}=`, '-p', String(pid)];
    execFile('ps', args, { timeout: 2_000 }, (_error, stdout) => {
      resolve(stdout.trim() || undefined);
    });
  });
}
