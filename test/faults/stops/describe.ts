import type { StopReport } from './stop-trials.ts';

/** The report in two lines; what was wrong follows elsewhere. */
export function describeStops({ seed, here, elsewhere }: StopReport): string {
  return [
    `stop: seed ${seed}, ${times(here)}, through the process that answers`,
    `stop: seed ${seed}, ${times(elsewhere)}, through another one`,
  ].join('\n');
}

/** `sorted`: milliseconds from the stop to the end of the provider's socket. */
function times(sorted: number[]): string {
  const at = (share: number) =>
    `${(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(1)} ms`;
  return `${sorted.length} trials, p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}`;
}
