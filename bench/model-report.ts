/** What was measured of one reader: each number a call or a round. */
export interface Measured {
  what: string;
  firstTextMs: number[];
  /** CPU seconds for a million tokens, by the name of the load. */
  cpu: Record<string, number[]>;
}

/** How many times the floor's our client may take. */
const GOALS = { firstText: 1.3, cpu: 2 };

/** Who `ours` is among the readers, for the goals. */
export const OUR_CLIENT = 'our client, all around it';

/** Prints both tables and whether the goals are met; the first reader is the floor. */
export function report(measured: Measured[]): void {
  const floor = measured[0]!;
  console.table(measured.map((reader) => firstTextRow(reader, floor)));
  console.log('CPU seconds for a million tokens (times the floor):');
  console.table(measured.map((reader) => cpuRow(reader, floor)));

  const ours = measured.find(({ what }) => what === OUR_CLIENT)!;
  verdict(
    `first text within ${GOALS.firstText} × the floor`,
    firstTextRatio(ours, floor),
    GOALS.firstText,
  );
  verdict(`CPU within ${GOALS.cpu} × the floor`, worstCpuRatio(ours, floor), GOALS.cpu);
  for (const library of measured.filter(({ what }) => what.startsWith('npm '))) {
    verdict(`first text below ${library.what}`, firstTextRatio(ours, library), 1);
    verdict(`CPU below ${library.what}`, worstCpuRatio(ours, library), 1);
  }
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

function verdict(goal: string, ratio: number, limit: number): void {
  console.log(`${goal}: ${round(ratio)} ×, ${ratio < limit ? 'met' : 'NOT met'}`);
}

function firstTextRatio(reader: Measured, other: Measured): number {
  return percentile(reader.firstTextMs, 0.5) / percentile(other.firstTextMs, 0.5);
}

function worstCpuRatio(reader: Measured, other: Measured): number {
  return Math.max(...Object.keys(reader.cpu).map((load) => cpuRatio(reader, other, load)));
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
