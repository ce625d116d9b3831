import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../shared/message.ts';
import { RETRY_DELAYS_MS } from '../../../widget/state/follow-turn.ts';
import type { Saved } from '../../../widget/state/saved-session.ts';
import { answerChunks, question } from '../../fixtures/answer-chunks.ts';
import { aTab, texts, until } from '../../support/widget-tab.ts';

function setUp(before: Saved = {}) {
  const tab = aTab('id', { before });
  const { session } = tab;
  const phases: string[] = [];
  session.subscribe(() => {
    if (phases.at(-1) !== session.state.phase) phases.push(session.state.phase);
  });
  return { ...tab, phases };
}

const KNOWN: Saved = { token: 'known', expiresAt: '2027-01-01T00:00:00Z', conversationId: 'c1' };
const answered: ChatMessage = { ...question('answered', 'a0'), role: 'assistant' };

describe('a chat session', () => {
  it('becomes a visitor with the first message, not before', async () => {
    const { session, transport, read } = setUp();
    await session.start();
    expect(transport.calls).toEqual(['store shop']);
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.send('hello');
    expect(transport.calls.slice(1)).toEqual(['createVisitor shop', 'token-1 send']);
    expect(texts(session.state)).toEqual(['hello', 'Hi']);
    expect(read()).toMatchObject({ token: 'token-1', conversationId: transport.sent[0]?.id });
  });

  it('goes on with the saved conversation', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.histories.push({ messages: [question('before'), answered], status: 'idle' });
    await session.start();
    expect(texts(session.state)).toEqual(['before', 'answered']);
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.send('now');
    expect(transport.sent[0]?.id).toBe('c1');
  });

  it('sends again what the last page sent a moment before it was left', async () => {
    const unsent = question('did you get this?', 'q7');
    const { session, transport, read } = setUp({ conversationId: 'c7', unsent });
    transport.sends.push({ chunks: answerChunks('I did') });
    await session.start();
    expect(transport.sent).toMatchObject([{ id: 'c7', message: { id: 'q7' } }]);
    expect(texts(session.state)).toEqual(['did you get this?', 'I did']);
    expect(read().unsent).toBeUndefined();
  });

  it('keeps the name of a conversation whose first message may still be on its way', async () => {
    const unsent = question('first', 'q1');
    const { session, transport } = setUp({ ...KNOWN, unsent });
    transport.histories.push('not_found');
    transport.sends.push({ chunks: answerChunks('here') });
    await session.start();
    expect(transport.sent).toMatchObject([{ id: 'c1', message: { id: 'q1' } }]);
  });

  it('does not send again what the server has', async () => {
    const sent = question('before', 'q1');
    const { session, transport, read } = setUp({ ...KNOWN, unsent: sent });
    transport.histories.push({ messages: [sent, answered], status: 'idle' });
    await session.start();
    expect(transport.sent).toEqual([]);
    expect(read().unsent).toBeUndefined();
  });

  it('remembers a message until the server has said something', async () => {
    const { session, transport, read } = setUp(KNOWN);
    transport.histories.push({ messages: [], status: 'idle' });
    await session.start();
    transport.sends.push({ chunks: [], end: 'open' });
    const sending = session.send('are you there?');
    expect(read().unsent).toMatchObject({ parts: [{ text: 'are you there?' }] });
    session.conversation.startOver();
    await sending;
    expect(read().unsent).toBeUndefined();
  });

  it('goes back to an answer that was running when the page was left', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.histories.push({ messages: [question('before')], status: 'running' });
    transport.resumes.push({ chunks: answerChunks('still coming') });
    await session.start();
    expect(texts(session.state)).toEqual(['before', 'still coming']);
    expect(session.state.phase).toBe('idle');
  });

  it('offers to ask again what was never answered', async () => {
    const { session, transport } = setUp(KNOWN);
    const history = { messages: [question('before')], status: 'idle' as const };
    transport.histories.push(history, history);
    transport.resumes.push('none');
    await session.start();
    expect(session.state).toMatchObject({ phase: 'idle', failure: { code: 'answer_failed' } });
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.retry();
    expect(transport.sent[0]).toMatchObject({
      message: { id: 'q1' },
      trigger: 'regenerate-message',
    });
    expect(texts(session.state)).toEqual(['before', 'Hi']);
  });

  it('joins the turn again when the connection drops, without doubling a word', async () => {
    const { session, transport, waits, phases } = setUp(KNOWN);
    const chunks = answerChunks('dropped and found');
    transport.sends.push({ chunks: chunks.slice(0, 8), end: 'network' });
    transport.resumes.push('network', { chunks });
    await session.send('hello');
    expect(texts(session.state)).toEqual(['hello', 'dropped and found']);
    expect(waits).toEqual(RETRY_DELAYS_MS.slice(0, 2));
    expect(phases).toEqual(['sending', 'answering', 'reconnecting', 'answering', 'idle']);
  });

  it('reads the history when the turn ended while nobody listened', async () => {
    const { session, transport } = setUp(KNOWN);
    const whole = { ...question('whole', 'a1'), role: 'assistant' as const };
    transport.sends.push({ chunks: answerChunks('wh').slice(0, 4), end: 'network' });
    transport.resumes.push('none');
    transport.histories.push({ messages: [question('hello', 'id1'), whole], status: 'idle' });
    await session.send('hello');
    expect(texts(session.state)).toEqual(['hello', 'whole']);
    expect(session.state.failure).toBeUndefined();
  });

  it('gives up after its last attempt and leaves the rest to the shopper', async () => {
    const { session, transport, waits } = setUp(KNOWN);
    const chunks = answerChunks('half an answer');
    transport.sends.push({ chunks: chunks.slice(0, 6), end: 'network' });
    transport.resumes.push(...RETRY_DELAYS_MS.map(() => 'network' as const));
    await session.send('hello');
    expect(session.state.phase).toBe('lost');
    expect(waits).toEqual(RETRY_DELAYS_MS);
    transport.histories.push({ messages: [question('hello', 'id1')], status: 'running' });
    transport.resumes.push({ chunks });
    await session.conversation.reconnect();
    expect(texts(session.state)).toEqual(['hello', 'half an answer']);
  });

  it('does not try for ever when each replay breaks at the same place', async () => {
    const { session, transport } = setUp(KNOWN);
    const broken = { chunks: answerChunks('stuck').slice(0, 4), end: 'network' as const };
    transport.sends.push(broken);
    transport.resumes.push(...RETRY_DELAYS_MS.map(() => broken));
    await session.send('hello');
    expect(session.state.phase).toBe('lost');
    expect(transport.resumes).toEqual([]);
  });

  it('sends the same message again when it is not known whether it arrived', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push('network', { chunks: answerChunks('Hi') });
    await session.send('hello');
    expect(transport.sent.map(({ message }) => message.id)).toEqual(['id1', 'id1']);
    expect(texts(session.state)).toEqual(['hello', 'Hi']);
  });

  it('says that a message was not sent, and sends that message when it is connected again', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push('network', ...RETRY_DELAYS_MS.map(() => 'network' as const));
    await session.send('hello');
    expect(session.state).toMatchObject({ phase: 'lost', unsent: true });
    expect(texts(session.state)).toEqual(['hello']);
    transport.histories.push('not_found');
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.conversation.reconnect();
    expect(transport.sent.at(-1)).toMatchObject({ id: 'c1', message: { id: 'id1' } });
    expect(transport.sent.at(-1)?.trigger).toBeUndefined();
    expect(texts(session.state)).toEqual(['hello', 'Hi']);
  });

  it('asks for another answer when the first one failed', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push({
      chunks: [
        { type: 'start', messageId: 'a1' },
        { type: 'error', errorText: 'internal' },
      ],
    });
    await session.send('hello');
    expect(session.state.failure).toEqual({ code: 'answer_failed' });
    // Also when it has to ask twice it names the answer that is to be replaced, so that only one other is made.
    transport.sends.push('network', { chunks: answerChunks('Better', 'a2') });
    await session.retry();
    const again = { trigger: 'regenerate-message', messageId: 'a1', message: { id: 'id1' } };
    expect(transport.sent.slice(1)).toMatchObject([again, again]);
    expect(texts(session.state)).toEqual(['hello', 'Better']);
  });

  it('shows a refusal of the server as what it is', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push('rate_limited');
    await session.send('hello');
    expect(session.state).toMatchObject({ phase: 'idle', failure: { code: 'rate_limited' } });
  });

  it('starts fresh once, as somebody new, when its token is no longer good', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.histories.push({ messages: [question('old'), answered], status: 'idle' });
    await session.start();
    transport.sends.push('unauthorized', { chunks: answerChunks('Hi') });
    await session.send('hello');
    expect(transport.calls.slice(-3)).toEqual(['known send', 'createVisitor shop', 'token-1 send']);
    expect(texts(session.state)).toEqual(['hello', 'Hi']);
    expect(transport.sent[1]?.id).not.toBe('c1');
  });

  it('does not ask a third time when the new token is refused too', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push('unauthorized', 'unauthorized');
    await session.send('hello');
    expect(session.state).toMatchObject({ phase: 'idle', failure: { code: 'internal' } });
  });

  it('starts with an empty panel when the saved conversation is not there any more', async () => {
    const { session, transport, read } = setUp(KNOWN);
    transport.histories.push('not_found');
    await session.start();
    expect(session.state).toMatchObject({ phase: 'idle', messages: [], failure: undefined });
    expect(read().conversationId).toBeUndefined();
  });

  it('takes an expired token for none', async () => {
    const { session, transport } = setUp({ ...KNOWN, expiresAt: '2025-01-01T00:00:00Z' });
    await session.start();
    expect(transport.calls).toEqual(['store shop']);
  });

  it('stays who it is where the clock of the device is far ahead', async () => {
    const { session, transport } = setUp();
    transport.expiresAt = '2025-04-01T00:00:00Z';
    await session.photos.add(new Blob(['x'], { type: 'image/png' }));
    transport.sends.push({ chunks: answerChunks('Nice') });
    await session.send('have this?');
    expect(transport.calls).toEqual(['createVisitor shop', 'token-1 uploadImage', 'token-1 send']);
  });

  it('asks the server to stop, and lets go when the answer does not end by itself', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push({ chunks: answerChunks('endless').slice(0, 6), end: 'open' });
    const sending = session.send('hello');
    await until(session, ({ turn }) => turn?.lastEvent === 6);
    await session.conversation.stop();
    await sending;
    expect(transport.calls).toContain('known stop');
    expect(session.state).toMatchObject({ phase: 'idle', stopping: false });
    expect(session.state.messages.at(-1)?.metadata?.status).toBe('stopped');
  });

  it('ignores a second message while an answer is on its way', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push({ chunks: answerChunks('busy').slice(0, 3), end: 'open' });
    session.send('one');
    await until(session, ({ phase }) => phase === 'answering');
    await session.send('two');
    expect(transport.sent).toHaveLength(1);
    session.dispose();
  });

  it('begins another conversation and leaves the old one behind', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push({ chunks: answerChunks('One') }, { chunks: answerChunks('Two', 'a2') });
    await session.send('first');
    session.conversation.startOver();
    expect(session.state.messages).toEqual([]);
    await session.send('second');
    expect(transport.sent[1]?.id).not.toBe(transport.sent[0]?.id);
  });

  it('takes a rating back when it could not be kept', async () => {
    const { session, transport } = setUp(KNOWN);
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.send('hello');
    await session.rate('a1', 'up');
    expect(session.state.messages.at(-1)?.metadata?.rating).toBe('up');
    transport.rateFailure = 'network';
    await expect(session.rate('a1', 'down')).rejects.toThrow();
    expect(session.state.messages.at(-1)?.metadata?.rating).toBe('up');
  });
});
