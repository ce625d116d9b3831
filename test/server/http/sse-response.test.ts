import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NumberedChunk } from '../../../server/conversation/turns.ts';
import { sseResponse } from '../../../server/http/sse-response.ts';

const event = (seq: number): NumberedChunk => ({ seq, chunk: { type: 'start-step' } });

async function* saying(complete: boolean, ...events: NumberedChunk[]) {
  yield* events;
  return complete;
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a stream of events', () => {
  it('numbers each event and says when it was the last', async () => {
    const response = sseResponse(saying(true, event(1), event(2)), () => {});
    expect(await response.text()).toBe(
      'id: 1\ndata: {"type":"start-step"}\n\nid: 2\ndata: {"type":"start-step"}\n\ndata: [DONE]\n\n',
    );
  });

  it('does not claim to be whole when it is not', async () => {
    const response = sseResponse(saying(false, event(1)), () => {});
    expect(await response.text()).not.toContain('[DONE]');
  });

  it('cannot be broken by what a text holds', async () => {
    const delta = 'one\n\ndata: [DONE]\n\nid: 9\r\ntwo\u2028';
    const chunk = { type: 'text-delta' as const, id: 't', delta };
    const response = sseResponse(saying(true, { seq: 1, chunk }), () => {});
    const [first, second] = (await response.text()).split('\n\n');
    expect(JSON.parse(first?.replace('id: 1\ndata: ', '') ?? '')).toEqual(chunk);
    expect(second).toBe('data: [DONE]');
  });

  it('says that the reader left, and ends what it read from', async () => {
    let ended = false;
    let left = false;
    async function* endless() {
      try {
        yield event(1);
        yield event(2);
        return true;
      } finally {
        ended = true;
      }
    }
    const response = sseResponse(endless(), () => {
      left = true;
    });
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    expect({ ended, left }).toEqual({ ended: true, left: true });
  });

  it('shows every fifteen seconds that it lives while nothing happens', async () => {
    vi.useFakeTimers();
    const { promise: longer, resolve } = Promise.withResolvers<void>();
    async function* quiet() {
      await longer;
      yield event(1);
      return true;
    }
    const text = sseResponse(quiet(), () => {}).text();
    await vi.advanceTimersByTimeAsync(31_000);
    resolve();
    const [first, second, third] = (await text).split('\n\n');
    expect([first, second]).toEqual([': still here', ': still here']);
    expect(third).toMatch(/^id: 1\n/);
  });
});
