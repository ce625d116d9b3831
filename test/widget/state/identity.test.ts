import { afterEach, describe, expect, it, vi } from 'vitest';
import { identify } from '../../../widget/app/identify.ts';
import { readContext } from '../../../widget/app/read-context.ts';
import { ChatSession } from '../../../widget/state/chat-session.ts';
import { type Saved, savedSession } from '../../../widget/state/saved-session.ts';
import { FakeChatTransport } from '../../fakes/fake-chat-transport.ts';
import { FakeStorages } from '../../fakes/fake-storages.ts';
import { answerChunks, question, textOf } from '../../fixtures/answer-chunks.ts';

afterEach(() => void vi.restoreAllMocks());

/** As the shop signs it; nobody here looks at the signature. */
const jwt = (sub: string) => `e30.${btoa(JSON.stringify({ sub }))}.signature`;

const ANONYMOUS: Saved = { token: 'anonymous', expiresAt: '2027-01-01T00:00:00Z' };
const answered = (text: string, id = 'a0') => ({
  ...question(text, id),
  role: 'assistant' as const,
});

function setUp(before: Saved = {}, beside?: FakeStorages) {
  const transport = new FakeChatTransport();
  const storages = new FakeStorages(beside);
  const saved = savedSession('shop', storages);
  saved.update(before);
  let ids = 0;
  const session = new ChatSession({
    ...{ storeKey: 'shop', store: undefined, transport, saved },
    tabs: { tell: () => {} },
    newId: () => `id${++ids}`,
    wait: async () => {},
    now: () => Date.parse('2026-01-01T00:00:00Z'),
    random: () => 0.5,
    shrinkPhoto: async (photo) => photo,
  });
  const identifyAs = (customer: string) =>
    identify({ session, saved, transport, storeKey: 'shop' }, jwt(customer));
  return { session, transport, saved, storages, identifyAs };
}

describe('a customer who is identified', () => {
  it('goes on with what was asked before, and is asked about once', async () => {
    const { session, transport, saved, identifyAs } = setUp({ ...ANONYMOUS, conversationId: 'c1' });
    transport.histories.push({ messages: [question('old'), answered('Yes')], status: 'idle' });
    await identifyAs('ann');
    expect(transport.calls[0]).toBe('createVisitor shop as a customer, shown anonymous');
    expect(saved.read()).toMatchObject({ token: 'token-1', conversationId: 'c1' });
    expect(session.state.messages.map(textOf)).toEqual(['old', 'Yes']);
    const calls = transport.calls.length;
    await identifyAs('ann');
    expect(transport.calls).toHaveLength(calls);
    // Who it is, and by what the shop vouched for it, is not kept.
    expect(JSON.stringify(saved.read())).not.toMatch(/ann|e30/);
  });

  it('finds on a new device what was said on the other one', async () => {
    const { session, transport, identifyAs } = setUp();
    transport.listed = ['newest', 'older'];
    transport.histories.push({ messages: [question('old'), answered('Yes')], status: 'idle' });
    await identifyAs('ann');
    expect(session.conversation.id).toBe('newest');
    expect(session.state.messages.map(textOf)).toEqual(['old', 'Yes']);
  });

  it('sees nothing of the customer who was here before', async () => {
    const { session, transport, identifyAs, saved } = setUp();
    await identifyAs('ann');
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.send('secret');
    transport.continues = false;
    await identifyAs('bob');
    expect(session.state.messages).toEqual([]);
    expect(saved.read()).not.toHaveProperty('conversationId');
    // Ann's token is ended before Bob has one, and is not shown for him.
    expect(transport.calls.slice(-2)).toEqual([
      'token-1 revoke',
      'createVisitor shop as a customer, shown undefined',
    ]);
  });

  it('stays who they were when the server could not be asked, and the page hears of it', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { session, transport, saved, identifyAs } = setUp({ ...ANONYMOUS });
    transport.createVisitor = () => Promise.reject(new Error('network'));
    await identifyAs('ann');
    expect(warned).toHaveBeenCalledOnce();
    expect(saved.read()).toEqual(ANONYMOUS);
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.send('hello');
    expect(transport.calls).toContain('anonymous send');
  });

  it('asks once more with the token that another tab has got', async () => {
    const { session, transport, saved } = setUp({ ...ANONYMOUS, conversationId: 'c1' });
    transport.sends.push('unauthorized', { chunks: answerChunks('Hi') });
    const as = transport.as.bind(transport);
    transport.as = (token) => {
      const visitor = as(token);
      const send: typeof visitor.send = (...args) => {
        if (token === 'anonymous') saved.update({ token: 'of-other-tab' });
        return visitor.send(...args);
      };
      return { ...visitor, send };
    };
    await session.send('hello');
    expect(transport.calls.filter((call) => call.endsWith('send'))).toEqual([
      'anonymous send',
      'of-other-tab send',
    ]);
    expect(session.conversation.id).toBe('c1');
  });
});

describe('after a log-out', () => {
  it('there is nothing in the storages, the panel and the composer, and the token is ended', async () => {
    const { session, transport, storages } = setUp({ open: true, sound: true });
    transport.sends.push({ chunks: answerChunks('Hi'), end: 'open' });
    session.send('hello');
    await session.photos.add(new Blob(['photo'], { type: 'image/jpeg' }));
    session.conversation.context = { product_id: 'tent' };
    session.leave();
    expect([storages.shared(), storages.tab()].map((one) => one.getItem('aisle:shop'))).toEqual([
      null,
      null,
    ]);
    expect(session.state).toMatchObject({ phase: 'idle', messages: [], photos: [], departures: 1 });
    expect(transport.calls.at(-1)).toBe('token-1 revoke');
    await expect(session.photos.ofDraft('id2')).rejects.toThrow();
    transport.sends.push({ chunks: answerChunks('Hello') });
    await session.send('who am I?');
    expect(transport.sent.at(-1)).toMatchObject({ context: undefined });
    expect(transport.sent[1]?.id).not.toBe(transport.sent[0]?.id);
    expect(transport.calls.slice(-2)).toEqual(['createVisitor shop', 'token-2 send']);
  });

  it('a page that comes back from before it shows nothing', async () => {
    const { session, transport, saved } = setUp();
    transport.sends.push({ chunks: answerChunks('Hi') });
    await session.send('secret');
    saved.clear();
    await session.conversation.setAttended(true);
    expect(session.state).toMatchObject({ messages: [], departures: 1 });
  });

  it('nothing comes back of what was still on its way', async () => {
    const { session, transport, storages } = setUp();
    const uploading = session.photos.add(new Blob(['photo'], { type: 'image/jpeg' }));
    session.leave();
    await uploading;
    expect(session.state.photos).toEqual([]);
    expect(storages.shared().getItem('aisle:shop')).toBeNull();
    expect(transport.calls).toEqual([]);
  });
});

describe('a question that is edited', () => {
  it('takes the place of the old one, and tells the server of which', async () => {
    const { session, transport } = setUp();
    transport.sends.push(
      { chunks: answerChunks('What?') },
      { chunks: answerChunks('A tent', 'a2') },
    );
    await session.send('a tnet');
    const old = session.state.messages[0]?.id;
    session.edit(old ?? '');
    await session.send('a tent');
    expect(session.state.messages.map(textOf)).toEqual(['a tent', 'A tent']);
    expect(transport.sent[1]).toMatchObject({ messageId: old });
    expect(transport.sent[1]).not.toHaveProperty('trigger');
    expect(session.state.editing).toBe('');
    transport.sends.push({ chunks: answerChunks('More', 'a3') });
    await session.send('and more');
    expect(transport.sent[2]?.messageId).toBeUndefined();
  });

  it('keeps its photos', async () => {
    const { session, transport } = setUp();
    transport.sends.push(
      { chunks: answerChunks('What?') },
      { chunks: answerChunks('A tent', 'a2') },
    );
    await session.photos.add(new Blob(['photo'], { type: 'image/jpeg' }));
    await session.send('this?');
    session.edit(session.state.messages[0]?.id ?? '');
    await session.send('do you have this?');
    expect(transport.sent[1]?.message.parts.map(({ type }) => type)).toEqual(['file', 'text']);
  });
});

it('tells the server what the page shows, in its own words and no more than it takes', () => {
  const cart = Array.from({ length: 30 }, () => ({ productId: 7, quantity: 2 }));
  const context = readContext({ productId: 42, page: 'x'.repeat(300), cart });
  expect(context).toMatchObject({ product_id: '42', page: 'x'.repeat(200) });
  expect(context?.cart).toHaveLength(20);
  expect(context?.cart?.[0]).toEqual({ product_id: '7', variant_id: undefined, quantity: 2 });
  expect(readContext(null)).toBeUndefined();
});
