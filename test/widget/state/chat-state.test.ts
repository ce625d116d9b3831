import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../../shared/chunk.ts';
import {
  applyEvent,
  type ChatEvent,
  type ChatState,
  initialState,
  isBusy,
} from '../../../widget/state/chat-state.ts';
import { answerChunks, question, textOf } from '../../fixtures/answer-chunks.ts';

const fold = (events: ChatEvent[], state: ChatState = initialState(undefined)) =>
  events.reduce(applyEvent, state);
const numbered = (chunks: Chunk[], from = 1): ChatEvent[] =>
  chunks.map((chunk, index) => ({ type: 'chunk', id: from + index, chunk, at: 0 }));
const sent: ChatEvent = { type: 'sent', message: question('hello') };

describe('the state of a conversation', () => {
  it('grows the answer as its events come in, and settles when the turn ends', () => {
    const chunks = answerChunks('Hi there');
    const writing = fold([sent, ...numbered(chunks.slice(0, 5))]);
    expect(textOf(writing.messages.at(-1))).toBe('Hi ');
    expect(writing.phase).toBe('answering');
    const ended = fold([...numbered(chunks.slice(5), 6), { type: 'ended' }], writing);
    expect(textOf(ended.messages.at(-1))).toBe('Hi there');
    expect(ended.messages.at(-1)?.metadata?.status).toBe('done');
    expect(isBusy(ended)).toBe(false);
  });

  it('begins the answer anew when another process tells it anew, with newer numbers', () => {
    const chunks = answerChunks('Told twice');
    const half = fold([sent, ...numbered(chunks.slice(0, 6)), { type: 'reconnecting' }]);
    const anew = numbered(chunks, 1_000_001);
    const retold = fold([...anew, { type: 'ended' }], half);
    expect(retold.messages).toEqual(fold([sent, ...numbered(chunks), { type: 'ended' }]).messages);
  });

  it('comes to the same answer when the whole turn is replayed from its first event', () => {
    const chunks = answerChunks('Once only');
    const half = fold([sent, ...numbered(chunks.slice(0, 6)), { type: 'reconnecting' }]);
    const replayed = fold([...numbered(chunks), { type: 'ended' }], half);
    expect(replayed).toEqual(fold([sent, ...numbered(chunks), { type: 'ended' }]));
  });

  it('says the place in line until anything else comes, and keeps nothing of it', () => {
    const queued = (place: number): Chunk => ({
      type: 'data-notice',
      id: 'queue',
      transient: true,
      data: { code: 'queued', text: `You are number ${place}.`, retryable: false, place },
    });
    const [start, ...answer] = answerChunks('Hi');
    const waiting = fold([sent, ...numbered([start!, queued(3), queued(2)])]);
    expect(waiting.queued).toBe('You are number 2.');
    expect(waiting.messages.at(-1)?.parts).toEqual([]);
    const again = fold([{ type: 'reconnecting' }, ...numbered([start!, queued(3)])], waiting);
    expect(again.queued).toBe('You are number 2.');
    const served = fold(numbered(answer, 4), waiting);
    expect(served.queued).toBeUndefined();
    expect(textOf(served.messages.at(-1))).toBe('Hi');
    expect(fold([{ type: 'ended' }], waiting).queued).toBeUndefined();
    expect(fold(numbered([start!], 1_000_001), waiting).queued).toBeUndefined();
  });

  it('shows a reloaded conversation exactly like the one that was streamed', () => {
    const chunks = answerChunks('Same');
    const streamed = fold([sent, ...numbered(chunks), { type: 'ended' }]);
    const reloaded = fold([
      { type: 'history-loaded', messages: [question('hello')], running: true },
      ...numbered(chunks),
      { type: 'ended' },
    ]);
    expect(reloaded.messages).toEqual(streamed.messages);
  });

  it('keeps the identity of messages that an event does not touch', () => {
    const before = fold([sent, ...numbered(answerChunks('Hi').slice(0, 3))]);
    const after = fold(numbered([{ type: 'text-delta', id: 't', delta: '!' }], 9), before);
    expect(after.messages[0]).toBe(before.messages[0]);
    expect(after.messages[1]).not.toBe(before.messages[1]);
  });

  it('starts a second answer when another turn begins', () => {
    const state = fold([
      sent,
      ...numbered(answerChunks('One', 'a1')),
      { type: 'ended' },
      { type: 'sent', message: question('more', 'q2') },
      ...numbered(answerChunks('Two', 'a2')),
      { type: 'ended' },
    ]);
    expect(state.messages.map(textOf)).toEqual(['hello', 'One', 'more', 'Two']);
  });

  it('drops the old answer when the question is asked again', () => {
    const state = fold([
      sent,
      ...numbered(answerChunks('Bad')),
      { type: 'ended' },
      { type: 'asked-again' },
    ]);
    expect(state.messages.map(textOf)).toEqual(['hello']);
    expect(state.phase).toBe('sending');
  });

  it('explains a failed turn in general words only when no notice does', () => {
    const start: Chunk = { type: 'start', messageId: 'a1' };
    const error: Chunk = { type: 'error', errorText: 'internal' };
    const notice: Chunk = {
      type: 'data-notice',
      id: 'n',
      data: { code: 'model_timeout', text: 'It took too long.', retryable: true },
    };
    const silent = fold([sent, ...numbered([start, error]), { type: 'ended' }]);
    expect(silent.failure).toEqual({ code: 'answer_failed' });
    const explained = fold([sent, ...numbered([start, notice, error]), { type: 'ended' }]);
    expect(explained.failure).toBeUndefined();
    expect(explained.messages.at(-1)?.metadata?.status).toBe('failed');
  });

  it('marks an answer that the shopper stopped', () => {
    const chunks: Chunk[] = [{ type: 'start', messageId: 'a1' }, { type: 'abort' }];
    const state = fold([sent, ...numbered(chunks), { type: 'ended' }]);
    expect(state.messages.at(-1)?.metadata?.status).toBe('stopped');
  });

  it('ignores events of kinds that a newer server may send', () => {
    const before = fold([sent, ...numbered(answerChunks('Hi').slice(0, 3))]);
    const unknown = { type: 'data-hologram', id: 'x', data: {} } as unknown as Chunk;
    const after = fold(numbered([unknown], 4), before);
    expect(after.messages).toEqual(before.messages);
  });

  it('follows photos from the composer into the message', () => {
    const state = fold([
      { type: 'photo-added', id: 'p1' },
      { type: 'photo-added', id: 'p2' },
      {
        type: 'photo-changed',
        id: 'p1',
        change: { status: 'ready', url: 'u', mediaType: 'image/webp' },
      },
      {
        type: 'photo-changed',
        id: 'p2',
        change: { status: 'failed', failure: 'unsupported_image' },
      },
    ]);
    expect(state.photos.map(({ status }) => status)).toEqual(['ready', 'failed']);
    expect(fold([{ type: 'photo-removed', id: 'p2' }], state).photos).toHaveLength(1);
    expect(fold([sent], state).photos).toEqual([]);
  });
});
