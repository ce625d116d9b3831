import { expect, it } from 'vitest';
import { keepTrying } from '../../../server/shop/keep-trying.ts';

const away = new Error('away');

/** Fails so often, then works. */
function failing(times: number) {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= times) throw away;
    return tries;
  };
}

function patience(heard: unknown[] = []) {
  const onFailure = (error: unknown) => heard.push(error);
  return { limitMs: 30_000, retryMs: 1, onFailure };
}

it('tries until it works, and tells of each failure', async () => {
  const heard: unknown[] = [];
  expect(await keepTrying(failing(3), patience(heard))).toBe(4);
  expect(heard).toEqual([away, away, away]);
});

it('throws at once what does not pass', async () => {
  const heard: unknown[] = [];
  const work = keepTrying(failing(1), { ...patience(heard), mayPass: () => false });
  await expect(work).rejects.toBe(away);
  expect(heard).toEqual([]);
});

it('throws the last failure once its time is over', async () => {
  const work = keepTrying(failing(Number.POSITIVE_INFINITY), { ...patience(), limitMs: 5 });
  await expect(work).rejects.toBe(away);
});

it('ends with the reason of its signal, also between two tries', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  const work = keepTrying(failing(1), {
    ...patience(),
    retryMs: 60_000,
    signal: stop.signal,
    onFailure: () => setTimeout(() => stop.abort(reason), 1),
  });
  await expect(work).rejects.toBe(reason);
});
