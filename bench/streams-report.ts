import { type Capacity, percentile, type TokenCost, type Waiting } from './streams-measure.ts';
import type { Faults, ReadStream } from './streams-reader.ts';

/** In CPU seconds for a million tokens. */
export interface MeasuredCost extends TokenCost {
  /** Whole turns whose tokens come as fast as they can. */
  fast: number;
}

export interface StreamResults {
  first: { atOnce: number; model: ReadStream[]; bare: ReadStream[]; aisle: ReadStream[] }[];
  cost: { bare: MeasuredCost[]; aisle: MeasuredCost[] }[];
  capacity: { what: string; bare: Capacity; aisle: Capacity }[];
  waiting: { asked: number; bare: Waiting; aisle: Waiting }[];
  faults: Faults;
}

const GOALS = {
  /** Times what the bare proxy adds to the first word, beside the database's commit. */
  first: 1.5,
  /** Milliseconds that the first word may come later than through the bare proxy, with the commit. */
  commitMs: 10,
  firstP99: 2,
  cpu: 2,
  streams: 400,
  waitingKb: 35,
  waitingMb: 450,
};
const WAITING_OF_GOAL = 9_500;
const TOO_FEW = 'too few to tell';

interface Row {
  what: string;
  model?: string;
  bare: string;
  Aisle: string;
  ratio?: string;
  goal: string;
  '': string;
}

/** Prints the table: what was measured, what it should be and whether it is. */
export function report({ first, cost, capacity, waiting, faults }: StreamResults): void {
  const rows = [
    ...first.flatMap(firstRows),
    ...cost.flatMap(costRows),
    ...capacity.flatMap(capacityRows),
    ...waiting.flatMap(waitingRows),
    faultRow(faults),
  ];
  console.table(rows);
  console.log(
    [
      'Times are those of a reader on the other side of the wire. "Added" is beyond asking the model itself. Aisle always',
      'commits the question first: "after the commit" counts from the head of its answer, which is sent then.',
      'N at once: N answers open all the time, a new one whenever one is over.',
    ].join('\n'),
  );
  if (faults.firstBroken !== undefined) console.log(`The first that broke: ${faults.firstBroken}`);
}

function firstRows({ atOnce, model, bare, aisle }: StreamResults['first'][number]): Row[] {
  const word = (reads: ReadStream[], share: number) =>
    percentile(
      reads.map(({ firstWordMs }) => firstWordMs),
      share,
    );
  const afterHead = (share: number) =>
    percentile(
      aisle.map(({ firstWordMs, headMs }) => firstWordMs - headMs),
      share,
    );
  const added = (ms: number, share: number) => Math.max(0.01, ms - word(model, share));
  const what = `first word, ${atOnce} at once`;
  const p50 = { bare: word(bare, 0.5), aisle: word(aisle, 0.5) };
  const addedP50 = { bare: added(p50.bare, 0.5), aisle: added(p50.aisle, 0.5) };
  const later = p50.aisle - p50.bare;
  const told = added(afterHead(0.5), 0.5) / addedP50.bare;
  const p99 = { bare: word(bare, 0.99), aisle: word(aisle, 0.99) };
  const counts = `${bare.length}/${aisle.length} answers`;
  return [
    {
      what: `${what}: p50 (${counts})`,
      model: ms(word(model, 0.5)),
      bare: ms(p50.bare),
      Aisle: ms(p50.aisle),
      ratio: `${ms(later)} later`,
      goal: `at most ${GOALS.commitMs} ms later`,
      '': met(later <= GOALS.commitMs),
    },
    {
      what: `${what}: added, p50, after the commit`,
      bare: ms(addedP50.bare),
      Aisle: ms(added(afterHead(0.5), 0.5)),
      ratio: times(told),
      goal: `≤ ${GOALS.first} ×`,
      '': met(told <= GOALS.first),
    },
    {
      what: `${what}: p99`,
      model: ms(word(model, 0.99)),
      bare: ms(p99.bare),
      Aisle: `${ms(p99.aisle)}, ${ms(afterHead(0.99))} after the commit`,
      ratio: times(p99.aisle / p99.bare),
      goal: `≤ ${GOALS.firstP99} ×`,
      '': met(p99.aisle <= GOALS.firstP99 * p99.bare),
    },
  ];
}

/** The median of the rounds' ratios: both had the same machine in a round. */
function costRows({ bare, aisle }: StreamResults['cost'][number]): Row[] {
  const row = (name: keyof MeasuredCost, what: string, goal: number | undefined): Row => {
    const ratio = percentile(
      aisle.map((cost, round) => cost[name] / bare[round]![name]),
      0.5,
    );
    const seconds = (costs: MeasuredCost[]) =>
      `${percentile(
        costs.map((cost) => cost[name]),
        0.5,
      ).toFixed(1)} s`;
    return {
      what: `CPU for a million tokens, ${what}`,
      bare: seconds(bare),
      Aisle: seconds(aisle),
      ratio: times(ratio),
      goal: goal === undefined ? '' : `≤ ${goal} ×`,
      '': goal === undefined ? '' : met(ratio <= goal),
    };
  };
  return [
    row('telling', '50 a second, while they are told', GOALS.cpu),
    row('wholeTurns', '50 a second, whole turns', undefined),
    row('fast', 'as fast as they come, whole turns', GOALS.cpu),
  ];
}

function capacityRows({ what, bare, aisle }: StreamResults['capacity'][number]): Row[] {
  const count = ({ streams, atLeast }: Capacity) => `${atLeast ? 'at least ' : ''}${streams}`;
  const isGoal = what === 'one process';
  return [
    {
      what: `streams of 50 tokens a second, ${what}`,
      bare: count(bare),
      Aisle: count(aisle),
      ratio: times(aisle.streams / bare.streams),
      goal: isGoal ? `≥ ${GOALS.streams}` : '',
      '': isGoal ? metByCapacity(aisle) : '',
    },
  ];
}

function metByCapacity({ streams, atLeast }: Capacity): string {
  return streams < GOALS.streams && atLeast ? TOO_FEW : met(streams >= GOALS.streams);
}

function waitingRows({ asked, bare, aisle }: StreamResults['waiting'][number]): Row[] {
  const kb = aisle.bytesEach / 1_024;
  const mb = aisle.bytes / 1_048_576;
  const few = aisle.streams < asked ? `, ${asked} were asked for` : '';
  return [
    {
      what: `memory of a waiting stream (${bare.streams}/${aisle.streams} open${few})`,
      bare: `${(bare.bytesEach / 1_024).toFixed(1)} KB`,
      Aisle: `${kb.toFixed(1)} KB`,
      ratio: times(aisle.bytesEach / bare.bytesEach),
      goal: `≤ ${GOALS.waitingKb} KB`,
      '': met(kb <= GOALS.waitingKb),
    },
    {
      what: 'memory of the process with all of them',
      bare: `${(bare.bytes / 1_048_576).toFixed(0)} MB`,
      Aisle: `${mb.toFixed(0)} MB`,
      goal: `≤ ${GOALS.waitingMb} MB with ${WAITING_OF_GOAL}`,
      '': aisle.streams < WAITING_OF_GOAL ? TOO_FEW : met(mb <= GOALS.waitingMb),
    },
  ];
}

function faultRow({ lost, doubled, reordered, broken }: Faults): Row {
  const none = lost + doubled + reordered + broken === 0;
  return {
    what: 'words lost, doubled, out of order; streams broken, in all of it',
    bare: '',
    Aisle: `${lost}, ${doubled}, ${reordered}; ${broken}`,
    goal: '0',
    '': met(none),
  };
}

function met(isMet: boolean): string {
  return isMet ? 'met' : 'NOT met';
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function times(value: number): string {
  return `${value.toFixed(2)} ×`;
}
