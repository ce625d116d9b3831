import { expect, it } from 'vitest';
import type { ChatMessage } from '../../../shared/message.ts';
import { forgetMe } from '../../../widget/state/forget-me.ts';
import type { TabNote } from '../../../widget/state/tabs.ts';
import { answerChunks, question, textOf } from '../../fixtures/answer-chunks.ts';
import { answered, aTab, IN_C1, texts, until } from '../../support/widget-tab.ts';

const changed: TabNote = { conversationId: 'c1', kind: 'changed' };

it('shows a question that another tab asks, and its answer, in a panel where nothing was said', async () => {
  const one = aTab('one');
  const other = aTab('other', { beside: one });
  await other.session.start();
  one.transport.sends.push({ chunks: answerChunks('Hi') });
  await one.session.send('hello');
  const [note] = one.told;
  other.transport.histories.push({ messages: [question('hello', 'one1')], status: 'running' });
  other.transport.resumes.push({ chunks: answerChunks('Hi') });
  await other.session.conversation.hear(note!);
  expect(texts(other.session.state)).toEqual(['hello', 'Hi']);
  // Both are the same visitor in the same conversation.
  expect(other.transport.calls.slice(1)).toEqual(['token-1 history', 'token-1 resume']);
  expect(other.told).toEqual([{ ...note, kind: 'reading' }]);
  expect(other.transport.sent).toEqual([]);
});

it('says once that a question was taken, when the server has it', async () => {
  const { session, transport, told } = aTab('one', { before: IN_C1 });
  transport.sends.push({ chunks: answerChunks('Hi') });
  await session.send('hello');
  expect(told).toEqual([changed]);
});

it('reads nothing while nobody looks, and all of it when somebody does', async () => {
  const { session, transport } = aTab('one', { before: IN_C1 });
  transport.histories.push({ messages: [], status: 'idle' });
  await session.start();
  await session.conversation.setAttended(false);
  const before = transport.calls.length;
  await session.conversation.hear(changed);
  expect(transport.calls).toHaveLength(before);
  transport.histories.push({
    messages: [question('asked there'), answered('yes')],
    status: 'idle',
  });
  await session.conversation.setAttended(true);
  expect(texts(session.state)).toEqual(['asked there', 'yes']);
  await session.conversation.setAttended(true);
  expect(transport.calls).toHaveLength(before + 1);
});

it('leaves the rest of the screen as it was when it reads what is new', async () => {
  const { session, transport } = aTab('one', { before: IN_C1 });
  const messages = [question('hello'), answered('Hi')];
  transport.histories.push({ messages, status: 'idle' });
  await session.start();
  const rated = { ...answered('Hi'), metadata: { rating: 'up' as const } };
  transport.histories.push({ messages: structuredClone([messages[0]!, rated]), status: 'idle' });
  await session.conversation.hear(changed);
  expect(session.state.messages[0]).toBe(messages[0]);
  expect(session.state.messages[1]?.metadata?.rating).toBe('up');
});

it('is not bothered with other conversations', async () => {
  const { session, transport } = aTab('one', { before: IN_C1 });
  await session.conversation.hear({ conversationId: 'c2', kind: 'changed' });
  expect(transport.calls).toEqual([]);
});

it('keeps its conversation when another tab begins anew, on its next page too', async () => {
  const one = aTab('one', { before: IN_C1 });
  const other = aTab('other', { beside: one });
  const history = { messages: [question('hello'), answered('Hi')], status: 'idle' as const };
  other.transport.histories.push(history);
  await other.session.start();
  one.session.conversation.startOver();
  one.transport.sends.push({ chunks: answerChunks('New') });
  await one.session.send('something else');
  await other.session.conversation.hear(one.told[0]!);
  expect(texts(other.session.state)).toEqual(['hello', 'Hi']);
  expect(other.read().conversationId).toBe('c1');
  // A third tab begins with what was asked last.
  expect(aTab('third', { beside: one }).read().latest).toBe(one.read().conversationId);
});

it('stays at its new beginning when another tab goes on with the old conversation', async () => {
  const one = aTab('one', { before: IN_C1 });
  one.session.conversation.startOver();
  await one.session.conversation.hear(changed);
  expect(one.session.state.messages).toEqual([]);
  expect(one.transport.calls).toEqual([]);
});

it.each([
  ['stops the answer that it leaves behind', false],
  ['leaves the answer to the other tab that reads it', true],
])('%s when it begins anew', async (_, isShared) => {
  const { session, transport } = aTab('one', { before: IN_C1 });
  transport.sends.push({ chunks: answerChunks('long').slice(0, 3), end: 'open' });
  const sending = session.send('hello');
  await until(session, ({ phase }) => phase === 'answering');
  if (isShared) await session.conversation.hear({ conversationId: 'c1', kind: 'reading' });
  session.conversation.startOver();
  await sending;
  expect(transport.calls.includes('known stop')).toBe(!isShared);
});

it('reads the answer to another tab’s question first, and then sends its own, once', async () => {
  const { session, transport, read } = aTab('mine', { before: IN_C1 });
  transport.sends.push('turn_in_progress', { chunks: answerChunks('Second', 'a2') });
  transport.histories.push({ messages: [question('theirs', 'q1')], status: 'running' });
  transport.resumes.push({ chunks: answerChunks('First') });
  const waiting: string[] = [];
  session.subscribe(() => waiting.push(textOf(session.state.waiting)));
  await session.send('mine');
  expect(texts(session.state)).toEqual(['theirs', 'First', 'mine', 'Second']);
  expect(waiting).toContain('mine');
  expect(session.state.waiting).toBeUndefined();
  expect(session.state.failure).toBeUndefined();
  expect(transport.sent.map(({ message }) => message.id)).toEqual(['mine1', 'mine1']);
  expect(read().unsent).toBeUndefined();
});

it('asks the shopper when other questions are always first', async () => {
  const { session, transport } = aTab('mine', { before: IN_C1 });
  const history = {
    messages: [question('theirs', 'q1'), answered('First')],
    status: 'idle' as const,
  };
  transport.sends.push(...Array.from({ length: 4 }, () => 'turn_in_progress' as const));
  transport.histories.push(history, history, history);
  await session.send('mine');
  expect(session.state.failure?.code).toBe('turn_in_progress');
  expect(texts(session.state)).toEqual(['theirs', 'First', 'mine']);
});

it('joins the other tab’s retry instead of asking for one more', async () => {
  const { session, transport } = aTab('mine', { before: IN_C1 });
  const failed: ChatMessage = { ...answered('', 'a0'), metadata: { status: 'failed' } };
  transport.histories.push({ messages: [question('hello'), failed], status: 'idle' });
  await session.start();
  transport.sends.push('turn_in_progress');
  transport.histories.push({ messages: [question('hello')], status: 'running' });
  transport.resumes.push({ chunks: answerChunks('Better') });
  await session.retry();
  expect(texts(session.state)).toEqual(['hello', 'Better']);
  expect(transport.sent).toHaveLength(1);
});

it('does not take the answer to a question asked elsewhere for the one that broke off', async () => {
  const { session, transport } = aTab('mine', { before: IN_C1 });
  const first = question('first', 'mine1');
  transport.sends.push({ chunks: answerChunks('half').slice(0, 4), end: 'network' });
  const second = { chunks: answerChunks('Two', 'a2') };
  transport.resumes.push(second, second);
  transport.histories.push({
    messages: [first, answered('half and whole'), question('second', 'q2')],
    status: 'running',
  });
  await session.send('first');
  await until(session, ({ phase }) => phase === 'idle');
  expect(texts(session.state)).toEqual(['first', 'half and whole', 'second', 'Two']);
});

it('takes the visitor that another tab has become meanwhile', async () => {
  const one = aTab('one');
  const other = aTab('other', { beside: one });
  one.transport.sends.push({ chunks: answerChunks('Hi') });
  other.transport.sends.push({ chunks: answerChunks('Hi') });
  other.transport.token = 'of-the-other';
  await Promise.all([one.session.send('hello'), other.session.send('hello')]);
  expect(one.transport.calls.at(-1)).toBe('token-1 send');
  expect(other.transport.calls.at(-1)).toBe('token-1 send');
});

it('shows nothing of a shopper who had everything deleted in another tab', async () => {
  const one = aTab('one', { before: IN_C1 });
  const other = aTab('other', { beside: one });
  other.transport.histories.push({ messages: [question('hello'), answered('Hi')], status: 'idle' });
  await other.session.start();
  await forgetMe(one.session);
  expect(one.told).toEqual([{ kind: 'forgotten' }]);
  await other.session.conversation.hear({ kind: 'forgotten' });
  expect(other.session.state.messages).toEqual([]);
  expect(other.read()).toEqual({});
});

it('reads what was said elsewhere before it sends the next message', async () => {
  const { session, transport } = aTab('one', { before: IN_C1 });
  transport.histories.push({ messages: [], status: 'idle' });
  await session.start();
  await session.conversation.setAttended(false);
  await session.conversation.hear(changed);
  transport.histories.push({ messages: [question('there'), answered('yes')], status: 'idle' });
  transport.sends.push({ chunks: answerChunks('Hi', 'a2') });
  await session.send('here');
  expect(texts(session.state)).toEqual(['there', 'yes', 'here', 'Hi']);
});
