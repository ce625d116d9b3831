import { setTimeout as sleep } from 'node:timers/promises';
import type { AskedWords } from './streams-question.ts';
import { type Faults, type ReadStream, readStream } from './streams-reader.ts';
import type { StreamServer } from './streams-servers.ts';

type Asked = Pick<StreamServer, 'ask'>;

/** 50 words a second. */
export const WORD_MS = 20;
/** No word comes in the time that a measurement takes. */
const NEVER_MS = 600_000;

export interface Load {
  atOnce: number;
  /** How long each answer takes: another one is asked for when it is over. */
  answerMs: number;
  /** How long questions are asked. */
  forMs: number;
}

/** Keeps so many answers open and times the first words of all but those that it began with. */
export async function firstWords(
  server: Asked,
  faults: Faults,
  { atOnce, answerMs, forMs }: Load,
): Promise<ReadStream[]> {
  const reads: ReadStream[] = [];
  const until = performance.now() + answerMs + forMs;
  const asked: AskedWords = { words: 5, everyMs: Math.max(1, Math.round(answerMs / 4)) };
  await Promise.all(
    Array.from({ length: atOnce }, async (_, n) => {
      await sleep((n / atOnce) * answerMs);
      for (let first = true; performance.now() < until; first = false) {
        const read = await readStream(server.ask(asked), faults, asked);
        if (!first) reads.push(read);
      }
    }),
  );
  return reads;
}

export interface TokenCost {
  /** CPU seconds of the server for a million words, while all answers are being told. */
  telling: number;
  /** The same with everything from the question to the stored end. */
  wholeTurns: number;
}

/** What words cost the server's process when so many answers of so many words are told at the speed of a model. */
export async function tokenCost(
  server: StreamServer,
  faults: Faults,
  { atOnce, words }: { atOnce: number; words: number },
): Promise<TokenCost> {
  let heard = 0;
  let begun = 0;
  const allBegan = Promise.withResolvers<void>();
  const options = {
    words,
    onGap: () => heard++,
    onFirstWord: () => ++begun === atOnce && allBegan.resolve(),
  };
  const start = await server.probe();
  const reads = Array.from({ length: atOnce }, () =>
    readStream(server.ask({ words, everyMs: WORD_MS }), faults, options),
  );
  await Promise.race([allBegan.promise, Promise.all(reads)]);
  const heardBefore = heard;
  const before = await server.probe();
  await sleep(Math.max(500, words * WORD_MS - 1_500));
  const after = await server.probe();
  const told = heard - heardBefore;
  const total = (await Promise.all(reads)).reduce((sum, read) => sum + read.words, 0);
  // What is written down after the last word is part of it.
  await sleep(500);
  const end = await server.probe();
  const perMillion = (seconds: number, count: number) => (seconds / count) * 1_000_000;
  return {
    telling: perMillion(after.cpuSeconds - before.cpuSeconds, told),
    wholeTurns: perMillion(end.cpuSeconds - start.cpuSeconds, total),
  };
}

/** CPU seconds of the server for a million words that come as fast as the model can send them, with whole turns. */
export async function fastTokenCost(
  server: StreamServer,
  faults: Faults,
  { atOnce, words, turns }: { atOnce: number; words: number; turns: number },
): Promise<number> {
  const asked = { words, everyMs: 0 };
  let left = turns;
  const before = await server.probe();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await readStream(server.ask(asked), faults, asked);
    }),
  );
  // What is written down after the last word is part of it.
  await sleep(500);
  const after = await server.probe();
  return ((after.cpuSeconds - before.cpuSeconds) / (turns * words)) * 1_000_000;
}

export interface Ramp {
  /** Streams that are added in each step. */
  step: number;
  most: number;
  /** How long the gaps of a step are measured. */
  forMs: number;
}

export interface Capacity {
  /** The most streams at which half of the gaps were below twice what they should be. */
  streams: number;
  /** True when more were not tried. */
  atLeast: boolean;
}

const SETTLE_MS = 1_000;

/** Opens more and more streams of 50 words a second, spread over the servers, until the gap between words doubles. */
export async function capacity(
  servers: Asked[],
  faults: Faults,
  { step, most, forMs }: Ramp,
): Promise<Capacity> {
  const leaving = new AbortController();
  const asked = { words: 100_000, everyMs: WORD_MS };
  const open: Promise<unknown>[] = [];
  let gaps: number[] = [];
  let held = 0;
  const onGap = (ms: number) => gaps.push(ms);
  const options = { words: 0, onGap, signal: leaving.signal };
  try {
    while (open.length < most) {
      for (let n = 0; n < step; n++) {
        const server = servers[open.length % servers.length]!;
        open.push(readStream(server.ask(asked), faults, options));
        // As people come: not all in the same instant.
        await sleep(SETTLE_MS / step);
      }
      await sleep(SETTLE_MS);
      gaps = [];
      await sleep(forMs);
      if (percentile(gaps, 0.5) >= 2 * WORD_MS) return { streams: held, atLeast: false };
      held = open.length;
    }
    return { streams: held, atLeast: true };
  } finally {
    leaving.abort();
    await Promise.all(open);
  }
}

export interface Waiting {
  streams: number;
  /** Resident bytes of the server's process for each. */
  bytesEach: number;
  /** Of the whole process with all of them. */
  bytes: number;
}

/** Opens so many streams whose model has said one word and thinks about the next. */
export async function waitingStreams(
  server: StreamServer,
  faults: Faults,
  { streams, openForMs }: { streams: number; openForMs: number },
): Promise<Waiting> {
  const leaving = new AbortController();
  const asked = { words: 2, everyMs: NEVER_MS };
  const before = await server.probe({ collect: true });
  const readers: Promise<ReadStream>[] = [];
  const until = performance.now() + openForMs;
  let begun = 0;
  try {
    const opening = Array.from({ length: 50 }, async () => {
      while (readers.length < streams && performance.now() < until) {
        const first = Promise.withResolvers<void>();
        const onFirstWord = () => {
          begun++;
          first.resolve();
        };
        const options = { words: 0, onFirstWord, signal: leaving.signal };
        const reader = readStream(server.ask(asked), faults, options);
        readers.push(reader);
        await Promise.race([first.promise, reader]);
      }
    });
    await Promise.all(opening);
    const after = await server.probe({ collect: true });
    const grown = after.residentBytes - before.residentBytes;
    return { streams: begun, bytesEach: grown / begun, bytes: after.residentBytes };
  } finally {
    leaving.abort();
    await Promise.all(readers);
  }
}

export function percentile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
