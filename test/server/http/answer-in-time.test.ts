import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  answerInTime,
  type OurTimeEnv,
  takesItsTime,
} from '../../../server/http/answer-in-time.ts';
import { createRouter, problemFromError } from '../../../server/http/problem-response.ts';
import { readBody } from '../../../server/http/request-body.ts';

const LIMIT_MS = 100;

/** Each middleware asks a database once that takes `eachMs`; none of them takes too long by itself. */
function shop(eachMs: number) {
  const app = createRouter<OurTimeEnv>();
  const ask = () => sleep(eachMs);
  app.use(answerInTime(LIMIT_MS));
  app.use(async (_, next) => {
    await ask();
    await next();
  });
  app.use('/photos', takesItsTime);
  app.use('/messages', readBody({ maxBytes: 1_000 }));
  app.post('*', async (context) => {
    for (let questions = 0; questions < 4; questions += 1) await ask();
    return context.text('stored');
  });
  app.onError((error, context) => problemFromError(context, error, () => {}));
  return app;
}

it('answers that the database takes too long when all that is asked adds up', async () => {
  const response = await shop(60).request('/', { method: 'POST' });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  expect(await response.json()).toMatchObject({ code: 'db_unavailable' });
});

it('lets everything else be, and what has limits of its own', async () => {
  expect(await (await shop(0).request('/', { method: 'POST' })).text()).toBe('stored');
  expect(await (await shop(60).request('/photos', { method: 'POST' })).text()).toBe('stored');
});

it('does not count what the client takes to send its message', async () => {
  const slowly = new ReadableStream({
    async start(controller) {
      await sleep(2 * LIMIT_MS);
      controller.enqueue(new TextEncoder().encode('"hello"'));
      controller.close();
    },
  });
  const request = { method: 'POST', body: slowly, duplex: 'half' } as RequestInit;
  expect(await (await shop(0).request('/messages', request)).text()).toBe('stored');
});
