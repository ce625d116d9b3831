import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../shared/chunk.ts';
import { foldChunk } from '../../shared/fold-chunk.ts';
import type { ChatMessage } from '../../shared/message.ts';

const empty: ChatMessage = { id: '', role: 'assistant', parts: [] };
const fold = (...chunks: Chunk[]) => chunks.reduce(foldChunk, empty);

describe('folding a stream into a message', () => {
  it('joins deltas and closes the text', () => {
    const message = fold(
      { type: 'start', messageId: 'a' },
      { type: 'start-step' },
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: 'Hel' },
      { type: 'text-delta', id: 't', delta: 'lo' },
      { type: 'text-end', id: 't' },
    );
    expect(message).toEqual({
      id: 'a',
      role: 'assistant',
      parts: [{ type: 'step-start' }, { type: 'text', text: 'Hello', state: 'done' }],
    });
  });

  it('follows a tool from its name to its result, several at once', () => {
    const message = fold(
      { type: 'tool-input-start', toolCallId: '1', toolName: 'search' },
      { type: 'tool-input-start', toolCallId: '2', toolName: 'quote' },
      { type: 'tool-input-available', toolCallId: '1', toolName: 'search', input: { q: 'x' } },
      { type: 'tool-input-available', toolCallId: '2', toolName: 'quote', input: {} },
      { type: 'tool-output-error', toolCallId: '2', errorText: 'no' },
      { type: 'tool-output-available', toolCallId: '1', output: [1] },
    );
    expect(message.parts).toEqual([
      {
        type: 'tool-search',
        toolCallId: '1',
        state: 'output-available',
        input: { q: 'x' },
        output: [1],
      },
      { type: 'tool-quote', toolCallId: '2', state: 'output-error', input: {}, errorText: 'no' },
    ]);
  });

  it('replaces a data part that comes again under the same id', () => {
    const notice = (text: string): Chunk => ({
      type: 'data-notice',
      id: 'n',
      data: { code: 'internal', text, retryable: true },
    });
    expect(fold(notice('one'), notice('two')).parts).toEqual([notice('two')]);
  });

  it('keeps data parts apart that differ in id or in kind', () => {
    const notice = (id: string): Chunk => ({
      type: 'data-notice',
      id,
      data: { code: 'internal', text: id, retryable: true },
    });
    const products: Chunk = { type: 'data-products', id: 'b', data: { products: [] } };
    const parts = [notice('a'), notice('b'), products];
    expect(fold(...parts).parts).toEqual(parts);
  });

  it('leaves the message alone for events that it does not know', () => {
    const unknown = { type: 'reasoning-delta', id: 'r', delta: 'hm' } as unknown as Chunk;
    expect(foldChunk(empty, unknown)).toBe(empty);
    expect(foldChunk(empty, { type: 'text-delta', id: 't', delta: 'no start' })).toBe(empty);
  });

  it('keeps the identity of parts that did not change', () => {
    const before = fold(
      { type: 'text-start', id: '1' },
      { type: 'text-end', id: '1' },
      { type: 'text-start', id: '2' },
    );
    const after = foldChunk(before, { type: 'text-delta', id: '2', delta: 'x' });
    expect(after.parts[0]).toBe(before.parts[0]);
    expect(after.parts[1]).not.toBe(before.parts[1]);
  });

  it('keeps nothing of what is transient, not even over what it has', () => {
    const notice = { code: 'queued', text: 'You are next.', retryable: false, place: 1 } as const;
    const kept: Chunk = { type: 'data-notice', id: 'queue', data: notice };
    expect(foldChunk(empty, { ...kept, transient: true })).toBe(empty);
    const message = fold(kept);
    const later = { ...notice, text: 'Soon.' };
    expect(foldChunk(message, { ...kept, transient: true, data: later })).toBe(message);
  });
});
