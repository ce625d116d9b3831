import { describe, expect, it } from 'vitest';
import type { RateLimits } from '../../../../server/model/model-rate.ts';
import { streamAnswer } from '../../../../server/model/stream-answer.ts';
import { openAiModelClient } from '../../../../server/model/wire/openai-model-client.ts';
import { readRateLimits } from '../../../../server/model/wire/read-rate-limits.ts';
import { FakeLlmServer, refusing, saying } from '../../../fakes/fake-llm-server.ts';
import { collect } from '../collect.ts';
import { shortLimits } from '../limits.ts';

function plain(what: string, [limit, left, reset]: [string, string, string]) {
  return {
    [`x-ratelimit-limit-${what}`]: limit,
    [`x-ratelimit-remaining-${what}`]: left,
    [`x-ratelimit-reset-${what}`]: reset,
  };
}

describe('limits that name their period', () => {
  it('are read from Mistral’s and Cerebras’ minutes, not from their days and months', () => {
    expect(
      readRateLimits({
        'x-ratelimit-limit-req-minute': '360',
        'x-ratelimit-remaining-req-minute': '357',
        'x-ratelimitbysize-limit-minute': '500000',
        'x-ratelimitbysize-remaining-minute': '342032',
        'x-ratelimitbysize-limit-month': '1000000000',
      }),
    ).toEqual({
      requestsPerMinute: 360,
      requestsLeft: 357,
      tokensPerMinute: 500_000,
      tokensLeft: 342_032,
    });
    expect(
      readRateLimits({
        'x-ratelimit-limit-requests-day': '14400',
        'x-ratelimit-remaining-requests-day': '3',
        'x-ratelimit-limit-tokens-minute': '60000',
        'x-ratelimit-remaining-tokens-minute': '58000',
      }),
    ).toEqual({
      requestsPerMinute: undefined,
      requestsLeft: undefined,
      tokensPerMinute: 60_000,
      tokensLeft: 58_000,
    });
  });

  it('are read from Anthropic', () => {
    expect(
      readRateLimits({
        'anthropic-ratelimit-requests-limit': '1000',
        'anthropic-ratelimit-requests-remaining': '999',
        'anthropic-ratelimit-requests-reset': '2025-08-21T12:40:59Z',
        'anthropic-ratelimit-tokens-limit': '96000',
        'anthropic-ratelimit-tokens-remaining': '90000',
      }),
    ).toMatchObject({ requestsPerMinute: 1_000, requestsLeft: 999, tokensLeft: 90_000 });
  });

  it('are read from Azure when they are renewed every minute', () => {
    const azure = plain('requests', ['5', '4', '12']);
    const renewed = (seconds: string) =>
      readRateLimits({ ...azure, 'x-ratelimit-renewalperiod-requests': seconds });
    expect(renewed('60')).toMatchObject({ requestsPerMinute: 5, requestsLeft: 4 });
    expect(renewed('10').requestsPerMinute).toBeUndefined();
  });
});

describe('limits that do not name their period', () => {
  it.each([
    ['3000', '2999', '20ms'],
    ['200', '199', '300ms'],
    ['10', '0', '1m0s'],
    ['500000', '499976', '2ms'],
    ['60', '58', '2s'],
    ['5', '4', '12'],
  ])('are a minute’s when %s, %s left, are full again in %s', (...headers) => {
    expect(readRateLimits(plain('tokens', headers))).toMatchObject({
      tokensPerMinute: Number(headers[0]),
      tokensLeft: Number(headers[1]),
    });
  });

  it.each([
    // Groq's requests of a day, from its documentation and from the protocol corpus (case 223).
    ['14400', '14370', '2m59.56s'],
    ['14400', '14399', '6s'],
    // OpenAI's free tier: 200 a day.
    ['200', '199', '7m12s'],
    ['1000', '900', '1h0m0s'],
  ])('are nobody’s when %s, %s left, take %s to be full again', (...headers) => {
    expect(readRateLimits(plain('requests', headers))).toMatchObject({
      requestsPerMinute: undefined,
      requestsLeft: undefined,
    });
  });

  it.each([
    ['3000', '3000', '0s'],
    ['3000', '2999', ''],
    ['3000', '', '20ms'],
    ['3000', '2999', 'soon'],
    ['many', '2999', '20ms'],
    ['0', '0', '1m0s'],
    ['-5', '-6', '12s'],
    ['1e400', '1', '1m0s'],
    ['NaN', 'Infinity', '1m0s'],
  ])('are not believed when they say %s, %s, %s', (...headers) => {
    const limits = readRateLimits(plain('requests', headers));
    expect(Object.values(limits).filter((value) => value !== undefined)).toEqual([]);
  });
});

it('says nothing where the headers say nothing', () => {
  expect(readRateLimits({ 'content-type': 'text/event-stream', 'retry-after': '30' })).toEqual({});
});

it('is told of every answer, also of a refusal', async () => {
  const headers = plain('requests', ['10', '0', '1m0s']);
  const [, ...answer] = saying('Hi');
  await using upstream = await FakeLlmServer.start(
    [{ head: 200, headers: { 'content-type': 'text/event-stream', ...headers } }, ...answer],
    refusing(429, { message: 'slow down' }, headers),
  );
  const told: RateLimits[] = [];
  const client = openAiModelClient(
    { baseUrl: upstream.baseUrl, model: 'm' },
    { limits: shortLimits, onRateLimits: (limits) => told.push(limits) },
  );
  const ask = () =>
    collect(
      streamAnswer(client, { system: '', messages: [], tools: [] }, new AbortController().signal),
    );
  await ask();
  await expect(ask()).rejects.toMatchObject({ reason: 'rate_limit' });
  const limits = { requestsPerMinute: 10, requestsLeft: 0 };
  expect(told).toMatchObject([limits, limits]);
});
