import { describe, expect, it } from 'vitest';
import { savedSession } from '../../../widget/state/saved-session.ts';
import { FakeStorages } from '../../fakes/fake-storages.ts';

const refuse = () => {
  throw new DOMException('refused', 'SecurityError');
};

describe('what outlives a page', () => {
  it('is kept for each store on its own', () => {
    const storages = new FakeStorages();
    savedSession('one', storages).update({ draft: 'a', open: true });
    savedSession('two', storages).update({ draft: 'b' });
    expect(savedSession('one', storages).read()).toEqual({ draft: 'a', open: true });
  });

  it('is shared by all tabs but for what each is about', () => {
    const storages = new FakeStorages();
    const one = savedSession('shop', storages);
    const other = savedSession('shop', new FakeStorages(storages));
    one.update({ draft: 'half a thought', conversationId: 'c1', latest: 'c1', token: 't' });
    other.update({ open: true, draft: 'another' });
    expect(one.read()).toEqual({
      ...{ draft: 'half a thought', conversationId: 'c1' },
      ...{ latest: 'c1', token: 't', open: true },
    });
  });

  it('begins in a new tab with what was typed and read last in another, until something is done there', () => {
    const storages = new FakeStorages();
    const one = savedSession('shop', storages);
    one.update({ draft: 'half a thought', scroll: [1, 120], conversationId: 'c1', latest: 'c1' });
    const other = savedSession('shop', new FakeStorages(storages));
    expect(other.read()).toEqual({ latest: 'c1', draft: 'half a thought', scroll: [1, 120] });
    other.update({ conversationId: 'c1' });
    one.update({ draft: undefined });
    expect(other.read().draft).toBe('half a thought');
    other.update({ draft: undefined });
    expect(other.read()).toEqual({ latest: 'c1', conversationId: 'c1', scroll: [1, 120] });
    expect(savedSession('shop', new FakeStorages(storages)).read().draft).toBeUndefined();
  });

  it('forgets what is undefined', () => {
    const saved = savedSession('shop', new FakeStorages());
    saved.update({ draft: 'a', token: 't' });
    saved.update({ draft: undefined, token: undefined });
    expect(saved.read()).toEqual({});
  });

  it.each([
    ['the browser refuses storage altogether', refuse],
    ['reading and writing throw', () => ({ getItem: refuse, setItem: refuse, removeItem: refuse })],
    ['it is full', () => ({ getItem: () => null, setItem: refuse, removeItem: refuse })],
  ])('lasts as long as the page when %s', (_, storage) => {
    const saved = savedSession('shop', { shared: storage, tab: storage });
    saved.update({ token: 't' });
    saved.update({ draft: 'd' });
    expect(saved.read()).toEqual({ token: 't', draft: 'd' });
    saved.clear();
    expect(saved.read()).toEqual({});
  });

  it.each(['not json', 'null', '3', '"text"'])('is empty when storage has %s', (text) => {
    const storage = () => ({ getItem: () => text, setItem: () => {}, removeItem: () => {} });
    expect(savedSession('shop', { shared: storage, tab: storage }).read()).toEqual({});
  });
});
