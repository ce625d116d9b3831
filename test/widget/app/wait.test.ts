import { expect, it } from 'vitest';
import { wait } from '../../../widget/app/wait.ts';

const LONG_MS = 600_000;

it('waits', async () => {
  const started = performance.now();
  await wait(20);
  expect(performance.now() - started).toBeGreaterThanOrEqual(19);
});

it('ends as soon as the signal is aborted, before or while it waits', async () => {
  const abort = new AbortController();
  const waiting = wait(LONG_MS, abort.signal);
  abort.abort();
  await waiting;
  await wait(LONG_MS, abort.signal);
});
