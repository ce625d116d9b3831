import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelFailureReason } from '../../../server/errors.ts';
import { type BreakerState, createBreaker } from '../../../server/model/circuit-breaker.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';

const network = modelFailure('network', 'nobody there');
const OPEN_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function breaker(options: { failures?: number } = {}) {
  const changes: BreakerState[] = [];
  const made = createBreaker({
    failures: 3,
    openMs: OPEN_MS,
    onChange: (state) => changes.push(state),
    ...options,
  });
  const call = async (error?: unknown) => (await made.begin()).end(error);
  return { ...made, call, changes };
}

async function opened() {
  const made = breaker({ failures: 1 });
  await made.call(network);
  expect(made.state()).toBe('open');
  return made;
}

async function due() {
  const made = await opened();
  vi.setSystemTime(Date.now() + OPEN_MS);
  expect(made.state()).toBe('half-open');
  return made;
}

test('opens after so many failures in a row, and says what the last was', async () => {
  const { call, begin, state, refusal, changes } = breaker();
  await call(network);
  await call(network);
  expect(refusal()).toBeUndefined();
  expect(state()).toBe('closed');
  await call(modelFailure('auth', 'HTTP 401: wrong key'));
  expect(state()).toBe('open');
  expect(changes).toEqual(['open']);
  await expect(begin()).rejects.toMatchObject({
    reason: 'circuit_open',
    code: 'model_overloaded',
    retryable: false,
    message: expect.stringContaining('HTTP 401: wrong key'),
  });
});

test('counts anew after a success', async () => {
  const { call, state } = breaker();
  for (const error of [network, network, undefined, network, network]) await call(error);
  expect(state()).toBe('closed');
});

test.each<ModelFailureReason>([
  'network',
  'timeout',
  'server',
  'overloaded',
  'truncated',
  'protocol',
  'auth',
  'quota',
  'model_not_found',
])('counts %s', async (reason) => {
  const { call, state } = breaker({ failures: 1 });
  await call(modelFailure(reason, 'no'));
  expect(state()).toBe('open');
});

test.each<ModelFailureReason>([
  'invalid_request',
  'context_length',
  'content_filter',
  'unsupported_input',
  'empty_response',
  'rate_limit',
  'queue_full',
  'budget_exhausted',
  'does_not_fit',
])('does not count %s, and does not take it for a success', async (reason) => {
  const { call, state } = breaker({ failures: 2 });
  await call(network);
  await call(modelFailure(reason, 'no'));
  expect(state()).toBe('closed');
  await call(network);
  expect(state()).toBe('open');
});

test('does not count a call that was given up', async () => {
  const { call, state } = breaker({ failures: 1 });
  await call(new Error('the shopper pressed stop'));
  expect(state()).toBe('closed');
});

test('stays open while its time is not up', async () => {
  const { begin, state } = await opened();
  vi.setSystemTime(Date.now() + OPEN_MS - 1);
  await expect(begin()).rejects.toMatchObject({ reason: 'circuit_open' });
  expect(state()).toBe('open');
});

test('lets one call try when its time is up, and refuses the others meanwhile', async () => {
  const { begin, refusal, state, changes } = await due();
  const trying = await begin();
  expect(refusal()).toMatchObject({ reason: 'circuit_open' });
  await expect(begin()).rejects.toMatchObject({ reason: 'circuit_open' });
  expect(state()).toBe('half-open');
  await trying.spoke();
  expect(state()).toBe('closed');
  expect(changes).toEqual(['open', 'half-open', 'closed']);
  await (await begin()).end();
});

test('closes when the try is answered with a refusal of that one request', async () => {
  const { call, state } = await due();
  await call(modelFailure('invalid_request', 'no'));
  expect(state()).toBe('closed');
});

test('opens again for the whole time when the try fails', async () => {
  const { call, begin, state } = await due();
  await call(network);
  vi.setSystemTime(Date.now() + OPEN_MS - 1);
  expect(state()).toBe('open');
  await expect(begin()).rejects.toMatchObject({ reason: 'circuit_open' });
});

test('opens again when a call that began before fails while another tries', async () => {
  const { begin, call, state } = breaker({ failures: 1 });
  const slow = await begin();
  await call(network);
  vi.setSystemTime(Date.now() + OPEN_MS);
  const trying = await begin();
  await slow.end(network);
  expect(state()).toBe('open');
  await trying.end();
  expect(state()).toBe('open');
});

test.each([
  ['is given up', new Error('the shopper pressed stop')],
  ['never reached the endpoint', modelFailure('budget_exhausted', 'spent')],
])('leaves the try to the next call when one %s', async (_, ending) => {
  const { call, begin, state } = await due();
  await call(ending);
  expect(state()).toBe('half-open');
  const next = await begin();
  await expect(begin()).rejects.toMatchObject({ reason: 'circuit_open' });
  await next.end();
  expect(state()).toBe('closed');
});

test('counts the failure of a try that had closed it', async () => {
  const { begin, state } = await due();
  const trying = await begin();
  await trying.spoke();
  await trying.end(network);
  expect(state()).toBe('open');
});

test('counts an end once', async () => {
  const { begin, state } = breaker({ failures: 2 });
  const call = await begin();
  await call.end(network);
  await call.end(network);
  expect(state()).toBe('closed');
});
