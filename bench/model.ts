/**
 * What our model client adds to reading a streamed answer: time to the first text, and CPU, against a bare
 * undici reader of the same bytes and against two libraries, all in this process and in turn.
 *
 *   node bench/model.ts [--calls 1000] [--tokens 2000]
 *
 * The model is a server in another process; the CPU counted is all of this one's (user, system, garbage).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { toQuestion } from './model-question.ts';
import { type ModelReader, modelReaders } from './model-readers.ts';
import { type Measured, report } from './model-report.ts';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000' },
    tokens: { type: 'string', default: '2000' },
  },
});
const calls = Number(values.calls);
const tokens = Number(values.tokens);

/** For the answers whose first text is timed. */
const SHORT_QUESTION = toQuestion({ tokens: 5, each: 1 });
/** Calls that are not timed: a server that answers shoppers has been running for longer than that. */
const WARM_UP = 1000;
/** Streams that each reader reads in one round of counting CPU. */
const STREAMS = 4;
const ROUNDS = 20;

/** Models speak token by token; relays, and readers that come too late, make lumps of that. */
const LOADS = [
  { name: 'token by token, 1 stream', each: 1, atOnce: 1 },
  { name: `token by token, ${STREAMS} streams`, each: 1, atOnce: STREAMS },
  { name: 'lumps of 50, 1 stream', each: 50, atOnce: 1 },
  { name: `lumps of 50, ${STREAMS} streams`, each: 50, atOnce: STREAMS },
];

const upstream = fork(path.join(import.meta.dirname, 'model-upstream.ts'));
try {
  const [port] = await once(upstream, 'message');
  report(await measure(port));
} finally {
  upstream.kill();
}

async function measure(port: number): Promise<Measured[]> {
  const readers = modelReaders(`http://127.0.0.1:${port}/v1`);
  const measured = readers.map(
    ({ what }): Measured => ({
      what,
      firstTextMs: [],
      cpu: Object.fromEntries(LOADS.map(({ name }) => [name, []])),
    }),
  );
  await requireSameText(readers);
  for (let call = -WARM_UP; call < calls; call++) {
    for (const n of shuffled(readers.length)) {
      const ms = await readFirst(readers[n]!);
      if (call >= 0) measured[n]!.firstTextMs.push(ms);
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const load of LOADS) {
      for (const n of shuffled(readers.length)) {
        measured[n]!.cpu[load.name]!.push(await cpuFor(readers[n]!, load));
      }
    }
  }
  return measured;
}

/** Who reads something else is not to be compared. */
async function requireSameText(readers: ModelReader[]): Promise<void> {
  const texts = new Set<string>();
  for (const { each } of LOADS) {
    for (const reader of readers) texts.add(await readWhole(reader, each));
  }
  const [text = ''] = texts;
  if (texts.size !== 1 || text.split(' ').length !== tokens + 1) {
    throw new Error(`the readers read ${texts.size} different texts`);
  }
}

async function readWhole({ read }: ModelReader, each: number): Promise<string> {
  let whole = '';
  for await (const text of read(toQuestion({ tokens, each }))) whole += text;
  return whole;
}

/** Milliseconds from asking to the first text; reads to the end. */
async function readFirst({ what, read }: ModelReader): Promise<number> {
  const startedAt = performance.now();
  let first: number | undefined;
  for await (const _ of read(SHORT_QUESTION)) first ??= performance.now() - startedAt;
  if (first === undefined) throw new Error(`${what}: no text came`);
  return first;
}

/** CPU seconds for a million tokens. */
async function cpuFor(
  reader: ModelReader,
  { each, atOnce }: { each: number; atOnce: number },
): Promise<number> {
  const before = process.cpuUsage();
  for (let left = STREAMS; left > 0; left -= atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => readWhole(reader, each)));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (STREAMS * tokens);
}

/** 0 to below `count`, in a new order each time: what disturbs the machine, or is left to be collected, hits all alike. */
function shuffled(count: number): number[] {
  return Array.from({ length: count }, (_, n) => ({ n, order: Math.random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ n }) => n);
}
