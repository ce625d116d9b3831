/** What was measured of one reader: each number a call or a round. */
export interface Measured {
  what: string;
  firstTextMs: number[];
  /** CPU seconds for a million tokens, by the name of the load. */
  cpu: Record<string, number[]>;
}

/** How many times the floor's our client may take. */
const GOALS = { firstText: 1.3, cpu: 2 };

/** One endpoint and nothing else, as the libraries are. */
export const OUR_WIRE = 'our client, wire alone';
/** With everything that `connectModels` puts around it. */
export const OUR_CLIENT = 'our client, all around it';

/** Prints both tables and whether the goals are met; the first reader is the floor. */
export function report(measured: Measured[]): void {
  const floor = measured[0]!;
  console.table(measured.map((reader) => firstTextRow(reader, floor)));
  console.log('CPU seconds for a million tokens (times the floor):');
  console.table(measured.map((reader) => cpuRow(reader, floor)));
  const libraries = measured.filter(({ what }) => what.startsWith('npm '));
  for (const ours of measured.filter(({ what }) => what === OUR_WIRE || what === OUR_CLIENT)) {
    console.log(ours.what);
    verdict(ours, floor, GOALS);
    for (const library of libraries) verdict(ours, library, { firstText: 1, cpu: 1 });
  }
}

/** CPU counts where it is worst. */
function verdict(ours: Measured, other: Measured, goal: typeof GOALS): void {
  const firstText = firstTextRatio(ours, other);
  const cpu = Math.max(...Object.keys(ours.cpu).map((load) => cpuRatio(ours, other, load)));
  const judge = (ratio: number, limit: number) =>
    `${round(ratio)} × (goal ${limit}, ${ratio <= limit ? 'met' : 'NOT met'})`;
  console.log(
    `  against ${other.what}: first text ${judge(firstText, goal.firstText)}, CPU ${judge(cpu, goal.cpu)}`,
  );
}

function firstTextRow(reader: Measured, floor: Measured) {
  return {
    what: reader.what,
    'first text p50 ms': round(percentile(reader.firstTextMs, 0.5)),
    'first text p99 ms': round(percentile(reader.firstTextMs, 0.99)),
    'p50 × floor': round(firstTextRatio(reader, floor)),
  };
}

function cpuRow(reader: Measured, floor: Measured) {
  const cells = Object.entries(reader.cpu).map(([load, seconds]) => {
    const ratio = round(cpuRatio(reader, floor, load));
    return [load, `${round(percentile(seconds, 0.5))} (${ratio} ×)`];
  });
  return { what: reader.what, ...Object.fromEntries(cells) };
}

function firstTextRatio(reader: Measured, other: Measured): number {
  return percentile(reader.firstTextMs, 0.5) / percentile(other.firstTextMs, 0.5);
}

/** The median of the rounds' ratios: both readers had the same machine in a round. */
function cpuRatio(reader: Measured, other: Measured, load: string): number {
  const ratios = reader.cpu[load]!.map((seconds, round) => seconds / other.cpu[load]![round]!);
  return percentile(ratios, 0.5);
}

function percentile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
