import { describe, expect, it } from 'vitest';
import { savedSession } from '../../../widget/state/saved-session.ts';

const refuse = () => {
  throw new DOMException('refused', 'SecurityError');
};

describe('what outlives a page', () => {
  it('is under one key a store', () => {
    const memory = new Map<string, string>();
    const storage = () => ({
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, value: string) => void memory.set(key, value),
    });
    savedSession('one', storage).update({ draft: 'a', open: true });
    savedSession('two', storage).update({ draft: 'b' });
    expect([...memory.keys()]).toEqual(['aisle:one', 'aisle:two']);
    expect(savedSession('one', storage).read()).toEqual({ draft: 'a', open: true });
  });

  it.each([
    ['the browser refuses storage altogether', refuse],
    ['reading and writing throw', () => ({ getItem: refuse, setItem: refuse })],
  ])('lasts as long as the page when %s', (_, storage) => {
    const saved = savedSession('shop', storage);
    saved.update({ token: 't' });
    saved.update({ draft: 'd' });
    expect(saved.read()).toEqual({ token: 't', draft: 'd' });
  });

  it.each(['not json', 'null', '3', '"text"'])('is empty when storage has %s', (text) => {
    const storage = () => ({ getItem: () => text, setItem: () => {} });
    expect(savedSession('shop', storage).read()).toEqual({});
  });
});
