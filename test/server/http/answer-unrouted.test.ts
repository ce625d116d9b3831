import { expect, test } from 'vitest';
import { answerUnrouted } from '../../../server/http/answer-unrouted.ts';
import { createRouter } from '../../../server/http/problem-response.ts';

const app = createRouter();
app.use('/v1/*', (_, next) => next());
app.get('/v1/chat/*', (_, next) => next());
app.get('/v1/chat/:id', (context) => context.text('one'));
app.post('/v1/chat', (context) => context.text('sent'));
app.notFound(answerUnrouted(app));

test('a method that an address does not take is told from an address that is not there', async () => {
  const wrong = await app.request('/v1/chat/7', { method: 'DELETE' });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('GET, HEAD');
  expect(wrong.headers.get('content-type')).toBe('application/problem+json');
  expect(await wrong.json()).toMatchObject({ code: 'method_not_allowed' });
  expect((await app.request('/v1/chat', { method: 'PUT' })).headers.get('allow')).toBe('POST');
  for (const path of ['/v1/chat/', '/v1/chat/7/8', '/v1/chats', '/']) {
    const nothing = await app.request(path, { method: 'DELETE' });
    expect(nothing.status).toBe(404);
    expect(nothing.headers.has('allow')).toBe(false);
    expect(await nothing.json()).toMatchObject({ code: 'not_found' });
  }
});
