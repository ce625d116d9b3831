import { expect, it } from 'vitest';
import { followTurn, RETRY_DELAYS_MS } from '../../../widget/state/follow-turn.ts';
import { TransportError } from '../../../widget/transport/chat-transport.ts';

/** Follows a turn that never comes, waiting no longer than it takes to say for how long. */
async function waitsWith(random: number, retryAfter?: number): Promise<number[]> {
  const waits: number[] = [];
  const refuse = () => Promise.reject(new TransportError('network', { retryAfter }));
  const { end } = followTurn({
    asks: true,
    open: refuse,
    resume: refuse,
    onEvent: () => {},
    onDrop: () => {},
    wait: async (ms) => void waits.push(ms),
    random: () => random,
  });
  await expect(end).rejects.toMatchObject({ code: 'network' });
  return waits;
}

it('waits longer each time, and not in step with others', async () => {
  expect(await waitsWith(0)).toEqual(RETRY_DELAYS_MS.map((ms) => ms * 0.5));
  expect(await waitsWith(1)).toEqual(RETRY_DELAYS_MS.map((ms) => ms * 1.5));
  expect(RETRY_DELAYS_MS.toSorted((one, other) => one - other)).toEqual(RETRY_DELAYS_MS);
});

it('never comes sooner than the server asked for, and not in step with others either', async () => {
  const inSeconds = RETRY_DELAYS_MS.length;
  expect(await waitsWith(0, 2)).toEqual(Array(inSeconds).fill(2_000));
  expect(await waitsWith(1, 2)).toEqual(Array(inSeconds).fill(2_500));
});

it('tries again at once when it is told to, without giving up sooner for it', async () => {
  let attempts = 0;
  const following = followTurn({
    asks: true,
    async open(signal) {
      attempts += 1;
      if (attempts > 20) return undefined;
      await Promise.resolve();
      following.reconnect();
      signal.throwIfAborted();
      return undefined;
    },
    resume: async () => undefined,
    onEvent: () => {},
    onDrop: () => {},
    wait: () => Promise.reject(new Error('it waited')),
    random: () => 0,
  });
  expect(await following.end).toBe('gone');
  expect(attempts).toBe(21);
});

it('asks nothing more once it was left', async () => {
  let attempts = 0;
  const following = followTurn({
    asks: true,
    open() {
      attempts += 1;
      return Promise.reject(new TransportError('network'));
    },
    resume: async () => undefined,
    onEvent: () => {},
    onDrop: () => {},
    async wait() {
      following.leave();
    },
    random: () => 0,
  });
  expect(await following.end).toBe('left');
  expect(attempts).toBe(1);
});
