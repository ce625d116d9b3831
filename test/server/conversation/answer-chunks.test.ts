import { describe, expect, it } from 'vitest';
import {
  type AnswerChunks,
  type AnswerEnding,
  createAnswerChunks,
} from '../../../server/conversation/answer-chunks.ts';
import { queueNotice } from '../../../server/conversation/queue-notice.ts';
import { foldChunk } from '../../../shared/fold-chunk.ts';
import type { ChatMessage } from '../../../shared/message.ts';

type AgentEvent = Parameters<AnswerChunks['of']>[0];

const empty: ChatMessage = { id: '', role: 'assistant', parts: [] };

function translate(events: AgentEvent[], ending: AnswerEnding) {
  const chunks = createAnswerChunks();
  return [...chunks.start('a'), ...events.flatMap(chunks.of), ...chunks.end(ending)];
}

const text = (delta: string): AgentEvent => ({ type: 'text-delta', text: delta });

describe('what clients read of an answer', () => {
  it('closes a text before a tool is called and opens another one after it', () => {
    const output = { found: 1 };
    const chunks = translate(
      [
        { type: 'step-start' },
        text('Let me look.'),
        { type: 'tool-call', callId: 'c', name: 'search', input: {} },
        {
          type: 'tool-result',
          callId: 'c',
          name: 'search',
          output,
          show: undefined,
          durationMs: 1,
        },
        { type: 'step-end', model: undefined, endpoint: undefined },
        { type: 'step-start' },
        text('Here.'),
        { type: 'step-end', model: undefined, endpoint: undefined },
      ],
      { status: 'done' },
    );
    expect(chunks.map(({ type }) => type)).toEqual([
      'start',
      'start-step',
      'text-start',
      'text-delta',
      'text-end',
      'tool-input-start',
      'tool-input-available',
      'tool-output-available',
      'finish-step',
      'start-step',
      'text-start',
      'text-delta',
      'text-end',
      'finish-step',
      'finish',
    ]);
    const ids = chunks.flatMap((chunk) => (chunk.type === 'text-start' ? [chunk.id] : []));
    expect(new Set(ids).size).toBe(2);
  });

  it('does not glue the closing sentence to an answer that was broken off', () => {
    const chunks = translate(
      [{ type: 'step-start' }, text('I have found'), { type: 'step-start' }, text('Sorry.')],
      { status: 'done' },
    );
    expect(chunks.reduce(foldChunk, empty).parts).toEqual([
      { type: 'step-start' },
      { type: 'text', text: 'I have found', state: 'done' },
      { type: 'step-start' },
      { type: 'text', text: 'Sorry.', state: 'done' },
    ]);
    expect(chunks.filter(({ type }) => type === 'finish-step')).toHaveLength(2);
  });

  it('gives what a tool shows the id of its call, beside what the model is told', () => {
    const show = { type: 'data-products' as const, data: { products: [] } };
    const chunks = translate(
      [{ type: 'tool-result', callId: 'c', name: 'search', output: 1, show, durationMs: 1 }],
      { status: 'stopped' },
    );
    expect(chunks).toContainEqual({ ...show, id: 'c' });
    expect(chunks.at(-1)).toEqual({ type: 'abort' });
  });

  it('says why there is no whole answer, for our widget and for every other client', () => {
    const notice = { code: 'model_timeout' as const, text: 'Please try again.', retryable: true };
    const chunks = translate([{ type: 'step-start' }, text('Half')], { status: 'failed', notice });
    expect(chunks.slice(-4)).toEqual([
      { type: 'text-end', id: 'text-1' },
      { type: 'finish-step' },
      { type: 'data-notice', id: 'failure', data: notice },
      { type: 'error', errorText: notice.text },
    ]);
  });

  it('tells whoever waits the place in line, in passing', () => {
    const chunks = createAnswerChunks();
    const queued = chunks.queued(queueNotice(3, 'en-US'));
    expect(queued).toEqual([
      {
        type: 'data-notice',
        id: 'queue',
        transient: true,
        data: { code: 'queued', text: expect.stringContaining('3'), retryable: false, place: 3 },
      },
    ]);
    expect(queued.reduce(foldChunk, empty)).toBe(empty);
  });
});
