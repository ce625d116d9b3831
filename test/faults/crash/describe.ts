import type { CrashReport } from './crash-trials.ts';

/** The report as one line; what was wrong follows elsewhere. */
export function describeCrashes(report: CrashReport): string {
  const { seed, trials, acknowledged, takenOver, lost, doubled, stuck, slowestMs } = report;
  return `crash: seed ${seed}, ${trials} trials, ${acknowledged} questions acknowledged, ${takenOver} taken over, ${lost} lost, ${doubled} doubled, ${stuck} stuck, slowest ${slowestMs} ms`;
}
