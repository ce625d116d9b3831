import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

/**
 * What this process and those it started have used: processor time since they began, and memory now. Read from Linux's
 * /proc; zeros elsewhere.
 */
export function childrenUsage(): { cpuMs: number; memoryMb: number } {
  const all = { cpuMs: 0, memoryMb: 0 };
  for (const pid of [process.pid, ...childrenOf(process.pid)]) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      all.cpuMs += (Number(fields[11]) + Number(fields[12])) * TICK_MS;
      const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      all.memoryMb += Number(resident?.[1] ?? 0) / 1024;
    } catch {
      // It ended in between, or this is not Linux.
    }
  }
  return all;
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
}
