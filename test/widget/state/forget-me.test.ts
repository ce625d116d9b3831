import { expect, it } from 'vitest';
import type { ChatMessage } from '../../../shared/message.ts';
import { ChatSession } from '../../../widget/state/chat-session.ts';
import { forgetMe } from '../../../widget/state/forget-me.ts';
import { type Saved, savedSession } from '../../../widget/state/saved-session.ts';
import { FakeChatTransport } from '../../fakes/fake-chat-transport.ts';
import { FakeStorages } from '../../fakes/fake-storages.ts';
import { answerChunks, question, textOf } from '../../fixtures/answer-chunks.ts';

const KNOWN: Saved = { token: 'known', expiresAt: '2027-01-01T00:00:00Z', conversationId: 'c1' };
const answered: ChatMessage = { ...question('answered', 'a0'), role: 'assistant' };

function setUp(before: Saved = KNOWN) {
  const transport = new FakeChatTransport();
  const saved = savedSession('shop', new FakeStorages());
  saved.update(before);
  let ids = 0;
  const session = new ChatSession({
    storeKey: 'shop',
    store: undefined,
    transport,
    saved,
    tabs: { tell: () => {} },
    newId: () => `id${++ids}`,
    wait: async () => {},
    now: () => Date.parse('2026-01-01T00:00:00Z'),
    random: () => 0.5,
    shrinkPhoto: async (photo) => photo,
  });
  return { session, transport, saved };
}

it('leaves an empty panel and nobody, who asks as somebody new', async () => {
  const { session, transport, saved } = setUp();
  transport.histories.push({ messages: [question('old'), answered], status: 'idle' });
  await session.start();
  await session.photos.add(new Blob(['photo'], { type: 'image/jpeg' }));
  await forgetMe(session);
  expect(transport.calls.at(-1)).toBe('known erase');
  expect(session.state).toMatchObject({ phase: 'idle', messages: [], photos: [] });
  expect(saved.read().token).toBeUndefined();
  expect(session.visitor.isKnown()).toBe(false);

  transport.sends.push({ chunks: answerChunks('Hi') });
  await session.send('hello');
  expect(transport.calls.slice(-2)).toEqual(['createVisitor shop', 'token-1 send']);
  expect(transport.sent[0]?.id).not.toBe('c1');
  expect(session.state.messages.map(textOf)).toEqual(['hello', 'Hi']);
});

it('is done when the server knows the token no more', async () => {
  const { session, transport, saved } = setUp();
  transport.eraseFailure = 'unauthorized';
  await forgetMe(session);
  expect(saved.read().token).toBeUndefined();
});

it('keeps everything when the server could not be asked', async () => {
  const { session, transport, saved } = setUp();
  transport.eraseFailure = 'network';
  await expect(forgetMe(session)).rejects.toMatchObject({ code: 'network' });
  expect(saved.read()).toMatchObject({ token: 'known', conversationId: 'c1' });
});

it('asks nothing of the server for somebody whom it does not know', async () => {
  const { session, transport } = setUp({});
  await forgetMe(session);
  expect(transport.calls).toEqual([]);
});
