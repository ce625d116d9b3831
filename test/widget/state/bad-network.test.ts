import { expect, it } from 'vitest';
import { RETRY_DELAYS_MS } from '../../../widget/state/follow-turn.ts';
import { answerChunks, question, textOf } from '../../fixtures/answer-chunks.ts';
import { aTab, IN_C1, texts, until } from '../../support/widget-tab.ts';

it('goes on at once when the network comes back, however long it would have waited', async () => {
  const { session, transport } = aTab('one', { before: IN_C1 });
  const chunks = answerChunks('goes on');
  transport.sends.push({ chunks: chunks.slice(0, 4), end: 'open' });
  const sending = session.send('hello');
  await until(session, ({ turn }) => turn?.lastEvent === 4);
  session.conversation.setOffline(true);
  expect(session.state.offline).toBe(true);
  transport.resumes.push({ chunks });
  session.conversation.setOffline(false);
  await sending;
  expect(session.state.offline).toBe(false);
  expect(texts(session.state)).toEqual(['hello', 'goes on']);
});

it('joins the answer anew when the page comes back as it was, keeping what is on screen', async () => {
  const { session, transport } = aTab('one', { before: IN_C1 });
  const chunks = answerChunks('goes on');
  transport.sends.push({ chunks: chunks.slice(0, 6), end: 'open' });
  const sending = session.send('hello');
  await until(session, ({ turn }) => turn?.lastEvent === 6);
  session.conversation.suspend();
  await sending;
  const shown = new Set<string>();
  session.subscribe(() => shown.add(textOf(session.state.messages.at(-1))));
  transport.histories.push({ messages: [question('hello', 'one1')], status: 'running' });
  transport.resumes.push({ chunks });
  await session.conversation.setAttended(true);
  expect(texts(session.state)).toEqual(['hello', 'goes on']);
  expect([...shown][0]).toBe('goes');
});

it('waits at least as long as the server asks for, and does not hurry when the network comes back', async () => {
  const { session, transport, waits } = aTab('one', { before: IN_C1 });
  transport.retryAfter = 7;
  transport.sends.push('shutting_down', 'overloaded', { chunks: answerChunks('Hi') });
  await session.send('hello');
  expect(waits).toHaveLength(2);
  for (const ms of waits) expect(ms).toBeGreaterThanOrEqual(7_000);
  expect(texts(session.state)).toEqual(['hello', 'Hi']);
});

it('leaves it to the shopper when the server asks for more patience than a page has', async () => {
  const { session, transport, waits } = aTab('one', { before: IN_C1 });
  transport.retryAfter = 600;
  transport.sends.push('db_unavailable');
  await session.send('hello');
  expect(waits).toEqual([]);
  expect(session.state).toMatchObject({ phase: 'lost', unsent: true });
});

it('reads on later when too many answers are followed at once', async () => {
  const { session, transport, waits } = aTab('one', { before: IN_C1 });
  transport.histories.push({ messages: [question('hello')], status: 'running' });
  transport.resumes.push('rate_limited');
  transport.histories.push({ messages: [question('hello')], status: 'running' });
  transport.resumes.push({ chunks: answerChunks('Hi') });
  await session.start();
  expect(waits).toEqual([RETRY_DELAYS_MS[0]]);
  expect(texts(session.state)).toEqual(['hello', 'Hi']);
});

it('keeps a message that was too much at once, for the next page too', async () => {
  const { session, transport, read } = aTab('one', { before: IN_C1 });
  transport.retryAfter = 7;
  transport.sends.push('rate_limited');
  await session.send('hello');
  expect(session.state).toMatchObject({ phase: 'idle', failure: { retryAfter: 7 } });
  expect(read().unsent).toMatchObject({ id: 'one1' });
});

it('keeps a message that was refused first and did not arrive the second time', async () => {
  const { session, transport, read } = aTab('one', { before: IN_C1 });
  transport.sends.push(
    'invalid_request',
    'network',
    ...RETRY_DELAYS_MS.map(() => 'network' as const),
  );
  await session.send('hello');
  expect(read().unsent).toBeUndefined();
  await session.retry();
  expect(session.state).toMatchObject({ phase: 'lost' });
  expect(read().unsent).toMatchObject({ id: 'one1' });
});
