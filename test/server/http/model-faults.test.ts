import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deltaEvent,
  FakeLlmServer,
  refusing,
  saying,
  streamHead,
  type UpstreamStep,
} from '../../fakes/fake-llm-server.ts';
import { type Installation, startInstallation } from '../../support/installation.ts';
import { newShopper, partsOf, readSse, type Shopper, textOf } from '../../support/shopper.ts';

/** A whole Aisle whose model misbehaves: what the shopper sees of it, over real sockets on both sides. */

const SCRIPTS = {
  stalls: [streamHead, deltaEvent({ content: 'Once upon' }), { stall: true }],
  cut: [streamHead, deltaEvent({ content: 'Half an' }), { cut: true }],
  refuses: refusing(401, { message: 'bad key sk-secret' }),
} satisfies Record<string, UpstreamStep[]>;

let upstream: FakeLlmServer;
let aisle: Installation;
let shopper: Shopper;

beforeAll(async () => {
  upstream = await FakeLlmServer.start(
    SCRIPTS.stalls,
    SCRIPTS.cut,
    SCRIPTS.refuses,
    saying('All', ' is well.'),
  );
  aisle = await startInstallation({
    MODEL_BASE_URL: upstream.baseUrl,
    MODEL_NAME: 'fake',
    MODEL_API_KEY: 'sk-secret',
  });
  await aisle.database.sql`
    insert into model_price (model, input_micros, output_micros) values ('fake', 1000000, 2000000)`;
  shopper = await newShopper(aisle.url, 'demo-outdoor');
});
afterAll(async () => {
  await aisle[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

describe('when the model misbehaves', () => {
  it('closes its connection as soon as the shopper stops the answer, and keeps what was said', async () => {
    const message = { id: 'm1', role: 'user', parts: [{ type: 'text', text: 'a story' }] };
    const response = await shopper.request('/v1/chat', {
      method: 'POST',
      json: { id: 'stop', message },
    });
    const call = await upstream.arrival(1);
    await expect
      .poll(async () => (await aisle.database.sql`select 1 from turn_event`).length)
      .toBeGreaterThan(3);
    await shopper.request('/v1/chat/stop/stop', { method: 'POST' });
    await call.closed;
    expect(textOf(await readSse(response))).toBe('Once upon');
    const kept = await (await shopper.request('/v1/chat/stop')).json();
    expect(kept.messages[1]).toMatchObject({ metadata: { status: 'stopped' } });
  });

  it('keeps half an answer and says that it broke off, without asking again', async () => {
    const events = await shopper.ask('cut', 'another');
    expect(textOf(events)).toBe('Half an');
    expect(partsOf(events, 'data-notice')).toMatchObject([
      { data: { code: 'model_truncated', retryable: true } },
    ]);
    expect(upstream.requests).toHaveLength(2);
  });

  it('never shows or logs what a provider said about our key', async () => {
    const events = await shopper.ask('refused', 'hello');
    expect(partsOf(events, 'data-notice')).toMatchObject([{ data: { code: 'model_rejected' } }]);
    expect(JSON.stringify(events)).not.toContain('sk-secret');
    expect(aisle.logged.join('')).not.toContain('sk-secret');
  });

  it('answers, counts and prices the next question as if nothing had been', async () => {
    expect(textOf(await shopper.ask('fine', 'hello'))).toBe('All is well.');
    const readLastCall = async () => {
      const [call] = await aisle.database.sql`
        select outcome, input_tokens, output_tokens, cost_micros from model_call order by id desc limit 1`;
      return call;
    };
    await expect
      .poll(readLastCall)
      .toEqual({ outcome: 'answered', input_tokens: 7, output_tokens: 2, cost_micros: 11 });
  });

  it('says that nobody answers when the model is gone', async () => {
    await upstream[Symbol.asyncDispose]();
    const events = await shopper.ask('gone', 'anybody?');
    expect(partsOf(events, 'data-notice')).toMatchObject([
      { data: { code: 'model_unreachable', retryable: true } },
    ]);
    const ready = await fetch(`${aisle.url}/readyz`);
    expect(await ready.json()).toMatchObject({ status: 'degraded', model: { demo: false } });
    expect(ready.status).toBe(200);
  });
});
