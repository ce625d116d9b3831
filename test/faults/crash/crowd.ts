import { setTimeout as sleep } from 'node:timers/promises';
import type { Moments } from './moments.ts';
import type { SeededRandom } from './seeded-random.ts';
import {
  type Asked,
  arrive,
  ask,
  type OnAnswer,
  type ShopperDeps,
  stop,
  watch,
} from './shopper.ts';
import { questionIn } from './slow-provider.ts';
import { listenToAnswer } from './told-answer.ts';

/** Shoppers who ask one question after the other, through any of the servers. */
export interface Crowd {
  /** All questions so far. */
  all: Asked[];
  /** What they found to be wrong, in words. */
  wrong: string[];
  /** No new questions; waits until all are answered, at most `limitMs`. */
  disperse(limitMs: number): Promise<void>;
}

export interface CrowdOptions {
  urls: string[];
  random: SeededRandom;
  shoppers: number;
  moments?: Moments;
  onAnswer?: OnAnswer;
  calmSince: ShopperDeps['calmSince'];
  /** What is being done to the servers, for the report of what went wrong. */
  now(): string;
}

/** So that few are told to ask more slowly. */
const QUESTIONS_A_VISITOR = 3;

export function gatherCrowd({ shoppers, now, moments, ...options }: CrowdOptions): Crowd {
  const all: Asked[] = [];
  const wrong: string[] = [];
  const givenUp = new AbortController();
  const closing = new AbortController();
  const deps: ShopperDeps = {
    ...options,
    onMoment: (moment, server) => moments?.announce(moment, server),
    onWrong: ({ question }, what) => wrong.push(`${question}, after ${now()}: ${what}`),
    signal: givenUp.signal,
  };
  const everybody = Array.from({ length: shoppers }, (_, index) =>
    keepAsking(deps, { name: `S${index + 1}`, all, closing: closing.signal }).catch((error) => {
      if (!givenUp.signal.aborted) wrong.push(`S${index + 1} after ${now()}: ${error}`);
    }),
  );
  return {
    all,
    wrong,
    async disperse(limitMs) {
      closing.abort();
      const limit = setTimeout(() => givenUp.abort(), limitMs);
      await Promise.all(everybody);
      clearTimeout(limit);
    },
  };
}

/** Some questions are watched in a second tab, some are stopped. */
async function keepAsking(
  deps: ShopperDeps,
  { name, all, closing }: { name: string; all: Asked[]; closing: AbortSignal },
): Promise<void> {
  const { random } = deps;
  let token = '';
  for (let count = 1; !closing.aborted; count += 1) {
    if (count % QUESTIONS_A_VISITOR === 1) token = await arrive(deps);
    const asked = newQuestion(deps, { token, name: `${name}.${count}` });
    all.push(asked);
    const others: Promise<void>[] = [];
    if (random.percent(25)) others.push(watch(deps, asked));
    if (random.percent(15)) others.push(stopSometime(deps, asked));
    await Promise.all([ask(deps, asked), ...others]);
  }
}

function newQuestion(deps: ShopperDeps, { token, name }: { token: string; name: string }): Asked {
  const asked: Asked = {
    question: questionIn(1 + deps.random.below(3), name),
    token,
    messageId: crypto.randomUUID(),
    conversationId: crypto.randomUUID(),
    acknowledged: false,
    stopAcknowledged: false,
    told: listenToAnswer((what) => deps.onWrong(asked, what)),
    toldElsewhere: undefined,
    stored: undefined,
    longestSilenceMs: 0,
    lastHeardAt: 0,
    over: false,
  };
  return asked;
}

async function stopSometime(deps: ShopperDeps, asked: Asked): Promise<void> {
  await sleep(deps.random.below(800), undefined, { signal: deps.signal });
  if (asked.acknowledged && !asked.over) await stop(deps, asked);
}
