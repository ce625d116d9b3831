import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeLlmServer, refusing, type SeenRequest, saying } from '../../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, partsOf, type Shopper, textOf } from '../../support/shopper.ts';

/** A whole Aisle whose model has a small window and says so only when it is too late, as vLLM does. */

let windowTokens: number;
let upstream: FakeLlmServer;
let aisle: Installation;
let shopper: Shopper;

/** About what a real tokenizer makes of English. */
const tokensOf = ({ body }: SeenRequest) => Math.ceil(JSON.stringify(body).length / 4);

beforeAll(async () => {
  upstream = await FakeLlmServer.answering((request) => {
    if (request.method !== 'POST') return [{ head: 404 }];
    const tokens = tokensOf(request);
    if (tokens <= windowTokens) return saying('Gladly.');
    return refusing(400, {
      message: `This model's maximum context length is ${windowTokens} tokens. However, your request has ${tokens} input tokens. Please reduce the length of the input messages.`,
      type: 'BadRequestError',
      code: 400,
    });
  });
});
beforeEach(async () => {
  upstream.requests.length = 0;
  aisle = await startInstallation({ MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'small' });
  shopper = await newShopper(aisle.url, 'demo-outdoor');
  return () => aisle[Symbol.asyncDispose]();
});
afterAll(() => upstream[Symbol.asyncDispose]());

const calls = () => upstream.requests.filter(({ method }) => method === 'POST');
const story = (n: number) => `Story ${n}: ${'we walked on and on along the river. '.repeat(150)}`;

describe('a conversation that outgrows the window of its model', () => {
  it('goes on, without its beginning and without another refusal', async () => {
    windowTokens = 8_192;
    const answers: string[] = [];
    for (let n = 1; n <= 8; n++) answers.push(textOf(await shopper.ask('long', story(n))));
    expect(answers).toEqual(Array(8).fill('Gladly.'));
    const refused = calls().filter((call) => tokensOf(call) > windowTokens);
    expect(refused).toHaveLength(1);
    const last = JSON.stringify(calls().at(-1)?.body);
    expect(last).toContain('Story 8');
    expect(last).not.toContain('Story 1:');
  });

  it('tells the shopper when even the question alone is too long', async () => {
    windowTokens = 512;
    const events = await shopper.ask('short', 'hello');
    expect(partsOf(events, 'data-notice')).toMatchObject([
      { data: { code: 'question_too_long', retryable: false } },
    ]);
  });
});
