import type { DatabaseReport } from './database-trials.ts';

/** The report in two lines; what was wrong follows elsewhere. */
export function describeOutages(report: DatabaseReport): string {
  const { seed, trials, acknowledged, takenOver, lost, doubled, stuck, slowestMs } = report;
  const { refused, slowestRequestMs, slowestReturnMs } = report;
  return `Postgres away: seed ${seed}, ${trials} trials, ${acknowledged} questions acknowledged, ${takenOver} taken over, ${lost} lost, ${doubled} doubled, ${stuck} stuck, slowest ${slowestMs} ms
  slowest request ${slowestRequestMs} ms, ${refused} refused with 503, first success ${slowestReturnMs} ms after it was ready`;
}
