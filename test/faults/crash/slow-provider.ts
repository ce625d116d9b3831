import {
  dataEvent,
  deltaEvent,
  FakeLlmServer,
  streamHead,
  type UpstreamStep,
  usageEvent,
} from '../../fakes/fake-llm-server.ts';
import { questionOf } from '../fake-provider/fake-provider.ts';
import { searching } from '../fake-provider/well-behaved.ts';
import type { Moment } from './moments.ts';

/** What the provider was asked, in the order in which it was asked. */
export interface ProviderAsked {
  /** By question: the steps (from 1) that it was asked for. */
  steps: Map<string, number[]>;
}

export interface SlowProvider extends ProviderAsked, AsyncDisposable {
  baseUrl: string;
}

/** Hears of what just happens at the provider. */
export type OnMoment = (moment: Moment) => void;

const WORDS_A_STEP = 12;
const WORD_MS = 12;

/** A question whose answer takes so many calls of the model; each but the last ends with a call of a tool. */
export function questionIn(steps: number, name: string): string {
  return `${name} in ${steps} steps`;
}

function stepsOf(question: string): number {
  return Number(/ in (\d+) steps$/.exec(question)?.[1] ?? 1);
}

/** All that a whole answer to the question says. */
export function wholeAnswer(question: string): string {
  const steps = Array.from({ length: stepsOf(question) }, (_, index) => index + 1);
  return steps.flatMap((step) => words(question, step)).join('');
}

function words(question: string, step: number): string[] {
  return Array.from({ length: WORDS_A_STEP }, (_, word) => `${question}/${step}/${word + 1} `);
}

const listOfModels: UpstreamStep[] = [
  { head: 200, headers: { 'content-type': 'application/json' } },
  { write: JSON.stringify({ object: 'list', data: [{ id: 'slow', object: 'model' }] }) },
];

/** Answers slowly and always in the same words, so that each word that is missing or doubled shows. */
export async function startSlowProvider(onMoment: OnMoment): Promise<SlowProvider> {
  const steps = new Map<string, number[]>();
  const server = await FakeLlmServer.answering((request) => {
    // Thousands of them are not kept.
    server.requests.length = 0;
    if (request.method === 'GET') return listOfModels;
    const question = questionOf(request.body);
    const step = toolResults(request.body) + 1;
    steps.set(question, [...(steps.get(question) ?? []), step]);
    return answer({ question, step, onMoment });
  });
  return {
    steps,
    baseUrl: server.baseUrl,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function* answer({
  question,
  step,
  onMoment,
}: {
  question: string;
  step: number;
  onMoment: OnMoment;
}): Generator<UpstreamStep> {
  onMoment('model asked');
  yield streamHead;
  for (const content of words(question, step)) {
    yield deltaEvent({ content });
    yield { waitMs: WORD_MS };
  }
  if (step < stepsOf(question)) {
    yield* searching([`call-${step}`], 'tent').slice(1);
    onMoment('tool called');
    return;
  }
  yield deltaEvent({}, 'stop');
  yield usageEvent(WORDS_A_STEP);
  yield dataEvent('[DONE]');
  onMoment('model answered');
}

/** After the last question. */
function toolResults(body: unknown): number {
  const { messages } = body as { messages: { role: string }[] };
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(asked).filter(({ role }) => role === 'tool').length;
}
