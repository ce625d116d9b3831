import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deltaEvent,
  FakeLlmServer,
  refusing,
  saying,
  streamHead,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import { ADMIN, type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, type Shopper, textOf } from '../../support/shopper.ts';

/** What a provider wants back in later requests, from its answer to one question to the request of the next. */

const SIGNATURE = { google: { thought_signature: 'canary-signature' } };
const THOUGHT = 'canary-thought';

/** Gemini signs a call beside it; DeepSeek and Moonshot want back what was thought before it. */
const callingATool: UpstreamStep[] = [
  streamHead,
  deltaEvent({ role: 'assistant', reasoning_content: THOUGHT }),
  deltaEvent({
    tool_calls: [
      {
        index: 0,
        id: 'call_1',
        type: 'function',
        function: { name: 'search_products', arguments: '{"query":"tent"}' },
        extra_content: SIGNATURE,
      },
    ],
  }),
  deltaEvent({}, 'tool_calls'),
];

const ANSWERS: UpstreamStep[][] = [
  callingATool,
  saying('A tent', ' for two.'),
  refusing(400, {
    message: 'The `reasoning_content` in the thinking mode must be passed back to the API.',
  }),
  saying('In green.'),
];

let upstream: FakeLlmServer;
let aisle: Installation;
let shopper: Shopper;

beforeAll(async () => {
  const left = [...ANSWERS];
  upstream = await FakeLlmServer.answering(({ method }) =>
    method === 'POST' ? (left.shift() ?? [{ head: 599 }]) : [{ head: 404 }],
  );
  aisle = await startInstallation({ MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'thinker' });
  shopper = await newShopper(aisle.url, 'demo-outdoor');
});
afterAll(async () => {
  await aisle[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

function chatRequests() {
  return upstream.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => body as { messages: Record<string, unknown>[] });
}

const calling = ({ messages }: { messages: Record<string, unknown>[] }) =>
  messages.find(({ tool_calls }) => tool_calls !== undefined);

describe('what a provider wants back', () => {
  it('goes back within the turn and with the next question', async () => {
    expect(textOf(await shopper.ask('chat', 'a tent?'))).toBe('A tent for two.');
    expect(textOf(await shopper.ask('chat', 'which colour?'))).toBe('In green.');
    const [, sameTurn, nextTurn, told] = chatRequests();
    for (const request of [sameTurn!, nextTurn!, told!]) {
      expect(calling(request)).toMatchObject({
        tool_calls: [{ id: 'call_1', extra_content: SIGNATURE }],
      });
    }
    // Most providers refuse the field, so that it is sent only once it was asked for.
    expect(calling(nextTurn!)).not.toHaveProperty('reasoning_content');
    expect(calling(told!)).toMatchObject({ reasoning_content: THOUGHT });
  });

  it('never reaches shoppers or merchants', async () => {
    const [stored] = await aisle.database.sql`
      select echo, conversation_id from turn_step join turn on turn.id = turn_id where echo is not null`;
    expect(JSON.stringify(stored?.echo)).toContain('canary-signature');

    const events = await aisle.database.sql`select chunk from turn_event`;
    const asShopper = ['/v1/chat/chat', '/v1/chat', '/v1/chat/chat/stream'];
    const admin = await signedIn();
    const log = '/admin/api/stores/demo-outdoor/conversations';
    const asMerchant = [log, `${log}/${stored?.conversation_id}`];
    const seen = [
      JSON.stringify(events),
      ...(await Promise.all(asShopper.map(async (path) => (await shopper.request(path)).text()))),
      ...(await Promise.all(asMerchant.map(admin))),
    ];
    expect(seen[1]).toContain('A tent for two.');
    expect(seen.at(-1)).toContain('A tent for two.');
    expect(seen.join('\n')).not.toContain('canary');
    expect(aisle.logged.join('\n')).not.toContain('canary');
  });
});

/** Reads a page of the admin's API. */
async function signedIn(): Promise<(path: string) => Promise<string>> {
  const response = await fetch(`${aisle.url}/admin/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: aisle.url, 'x-aisle-admin': '1' },
    body: JSON.stringify(ADMIN),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return async (path) => (await fetch(`${aisle.url}${path}`, { headers: { cookie } })).text();
}
