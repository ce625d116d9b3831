import type { Dispatcher } from 'undici';
import { expect, test } from 'vitest';
import { exchange, type HttpAnswer } from '../../../../server/model/wire/http-exchange.ts';

const request = { origin: 'http://provider.example', path: '/', method: 'POST' as const };

/** A request that was sent, and what its provider does, by hand. */
function sent({ apiKey }: { apiKey?: string } = {}) {
  const calls = new AbortController();
  const aborted: unknown[] = [];
  const controller = {
    rawHeaders: [Buffer.from('x')],
    abort: (reason: unknown) => aborted.push(reason),
  } as unknown as Dispatcher.DispatchController;
  let handler: Dispatcher.DispatchHandler = {};
  const dispatcher = {
    dispatch(_: unknown, given: Dispatcher.DispatchHandler) {
      handler = given;
      return true;
    },
  } as Dispatcher;
  const answer = exchange(dispatcher, request, { signal: calls.signal, apiKey });
  // Whoever does not wait for it does not care either.
  answer.catch(() => {});
  return {
    answer,
    aborted,
    controller,
    stop: (reason: unknown) => calls.abort(reason),
    start: () => handler.onRequestStart?.(controller, {}),
    head: (status = 200) => handler.onResponseStart?.(controller, status, { a: 'b' }),
    say: (...words: string[]) => {
      for (const word of words) handler.onResponseData?.(controller, Buffer.from(word));
    },
    end: () => handler.onResponseEnd?.(controller, {}),
    lose: (error: Error) => handler.onResponseError?.(controller, error),
  };
}

async function begun(options?: { apiKey: string }) {
  const call = sent(options);
  call.start();
  call.head();
  return { ...call, body: (await call.answer).body };
}

/** What is handed over until one piece has `last` in it. */
function readUntil(body: HttpAnswer['body'], last = '\0') {
  const pieces: string[] = [];
  const end = body.read((bytes) => {
    pieces.push(Buffer.from(bytes).toString());
    return pieces.at(-1)!.includes(last);
  });
  return { pieces, end };
}

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

test('hands over in one piece what one turn of the loop brought', async () => {
  const { body, say, end } = await begun();
  say('before ', 'anybody ', 'read');
  const read = readUntil(body);
  await turnOfTheLoop();
  say('a', 'b');
  await turnOfTheLoop();
  say('c');
  end();
  expect(await read.end).toBe(false);
  expect(read.pieces).toEqual(['before anybody read', 'ab', 'c']);
});

test('goes on for the next reader where the last one had enough', async () => {
  const { body, say, end } = await begun();
  const first = readUntil(body, 'enough');
  say('enough');
  expect(await first.end).toBe(true);
  say('and more');
  end();
  const second = readUntil(body);
  expect(await second.end).toBe(false);
  expect(second.pieces).toEqual(['and more']);
  expect(await readUntil(body).end).toBe(false);
});

test('hands over what came before the connection was lost', async () => {
  const { body, say, lose } = await begun({ apiKey: 'sk-secret-123456' });
  const read = readUntil(body);
  say('half');
  lose(new Error('reset, with sk-secret-123456'));
  const failure = await read.end.catch((error) => error);
  expect(read.pieces).toEqual(['half']);
  expect(failure).toMatchObject({ reason: 'network', code: 'model_truncated' });
  expect(failure.message).not.toContain('sk-secret');
});

test('rejects with what its reader throws', async () => {
  const { body, say } = await begun();
  const read = body.read(() => {
    throw new Error('nonsense');
  });
  say('x');
  await expect(read).rejects.toThrow('nonsense');
});

test('is stopped at once: what waits is not handed over, and the connection closes', async () => {
  const { body, say, stop, aborted } = await begun();
  const read = readUntil(body);
  say('too late');
  stop('stopped');
  await expect(read.end).rejects.toBe('stopped');
  expect(read.pieces).toEqual([]);
  expect(aborted).toEqual(['stopped']);
});

test('is stopped while the connection is made, which closes as soon as it is there', async () => {
  const { answer, stop, start, aborted } = sent();
  stop('stopped');
  await expect(answer).rejects.toBe('stopped');
  expect(aborted).toEqual([]);
  start();
  expect(aborted).toEqual(['stopped']);
});

test('cannot be reached where the connection is lost before an answer', async () => {
  const { answer, start, lose } = sent();
  start();
  lose(new Error('refused'));
  await expect(answer).rejects.toMatchObject({ reason: 'network', code: 'model_unreachable' });
});

test('takes no "continue" for the answer, and keeps none of the head’s bytes', async () => {
  const { answer, start, head, controller } = sent();
  start();
  head(100);
  head(429);
  expect(await answer).toMatchObject({ status: 429, headers: { a: 'b' } });
  expect(controller.rawHeaders).toBeNull();
});

test('is closed by whoever has enough, and not after its end', async () => {
  const { body, end, aborted } = await begun();
  body.close();
  expect(aborted).toHaveLength(1);
  end();
  body.close();
  expect(aborted).toHaveLength(1);
});
