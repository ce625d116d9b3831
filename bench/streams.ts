/**
 * What Aisle costs as a server of streams, against a bare node:http proxy of the same model: time to the first word, CPU
 * for a million tokens, streams at once, memory of those that wait. Each server is a process of its own, and both are
 * measured in turn. Every word of every answer is counted: none may be lost, doubled or out of order.
 *
 *   npm run bench -- streams [--quick] [--only first|cpu|capacity|waiting|two]
 */
import { parseArgs } from 'node:util';
import {
  capacity,
  fastTokenCost,
  firstWords,
  type Load,
  tokenCost,
  waitingStreams,
} from './streams-measure.ts';
import { closeReaders, noFaults, type ReadStream } from './streams-reader.ts';
import { type MeasuredCost, report, type StreamResults } from './streams-report.ts';
import { type Servers, startServers } from './streams-servers.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const isQuick = values.quick;
const faults = noFaults();

const LOADS: Load[] = isQuick
  ? [
      { atOnce: 1, answerMs: 4, forMs: 1_500 },
      { atOnce: 50, answerMs: 1_000, forMs: 1_500 },
    ]
  : [
      { atOnce: 1, answerMs: 4, forMs: 3_000 },
      { atOnce: 50, answerMs: 1_000, forMs: 4_000 },
      { atOnce: 500, answerMs: 4_000, forMs: 8_000 },
    ];
const ROUNDS = isQuick ? 1 : 2;
const TELLING = isQuick ? { atOnce: 50, words: 200 } : { atOnce: 100, words: 300 };
const FAST = isQuick
  ? { atOnce: 4, words: 2_000, turns: 4 }
  : { atOnce: 4, words: 2_000, turns: 24 };
const TELLING_ROUNDS = isQuick ? 1 : 3;
const RAMP = isQuick
  ? { step: 100, most: 200, forMs: 1_000 }
  : { step: 80, most: 560, forMs: 1_500 };
/** Each takes two sockets of the server; a process may have no more than 20,000 on many machines. */
const WAITING = isQuick
  ? { streams: 500, openForMs: 5_000 }
  : { streams: 9_500, openForMs: 45_000 };

await using servers = await startServers();
const results: StreamResults = { first: [], cost: [], capacity: [], waiting: [], faults };
const parts: Record<string, () => Promise<void>> = {
  first: measureFirstWords,
  cpu: measureCost,
  capacity: () => measureCapacity('one process', [servers.bare], [servers.aisle]),
  two: measureTwoProcesses,
  waiting: measureWaiting,
};
await warmUp();
for (const [name, measure] of Object.entries(parts)) {
  if (values.only === undefined ? !(isQuick && name === 'two') : values.only === name) {
    console.error(`${name} …`);
    await measure();
    await servers.untilIdle();
  }
}
await closeReaders();
report(results);

/** A server that answers shoppers has been running for longer than that. */
async function warmUp(): Promise<void> {
  const load = { atOnce: 20, answerMs: 400, forMs: isQuick ? 2_000 : 4_000 };
  for (const server of [servers.bare, servers.aisle]) await firstWords(server, faults, load);
}

async function measureFirstWords(): Promise<void> {
  for (const load of LOADS) {
    const reads: Record<'model' | 'bare' | 'aisle', ReadStream[]> = {
      model: [],
      bare: [],
      aisle: [],
    };
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of ['model', 'bare', 'aisle'] as const) {
        const forMs = load.forMs / ROUNDS;
        reads[name].push(...(await firstWords(servers[name], faults, { ...load, forMs })));
      }
    }
    results.first.push({ atOnce: load.atOnce, ...reads });
  }
}

async function measureCost(): Promise<void> {
  const costs: Record<'bare' | 'aisle', MeasuredCost[]> = { bare: [], aisle: [] };
  for (let round = 0; round < TELLING_ROUNDS; round++) {
    for (const name of ['bare', 'aisle'] as const) {
      const told = await tokenCost(servers[name], faults, TELLING);
      const fast = await fastTokenCost(servers[name], faults, FAST);
      costs[name].push({ ...told, fast });
    }
  }
  results.cost.push(costs);
}

async function measureCapacity(
  what: string,
  bare: Servers['bare'][],
  aisle: Servers['aisle'][],
): Promise<void> {
  results.capacity.push({
    what,
    bare: await capacity(bare, faults, RAMP),
    aisle: await capacity(aisle, faults, RAMP),
  });
}

async function measureWaiting(): Promise<void> {
  const bare = await waitingStreams(servers.bare, faults, WAITING);
  const aisle = await waitingStreams(servers.aisle, faults, WAITING);
  results.waiting.push({ asked: WAITING.streams, bare, aisle });
}

async function measureTwoProcesses(): Promise<void> {
  const bare = [servers.bare, await servers.startAnotherBare()];
  const aisle = [servers.aisle, await servers.startAnotherAisle()];
  await measureCapacity('two processes', bare, aisle);
}
