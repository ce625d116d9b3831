import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../shared/message.ts';
import {
  dataEvent,
  deltaEvent,
  FakeLlmServer,
  streamHead,
  type UpstreamStep,
} from '../fakes/fake-llm-server.ts';
import { freePort, startInstallation } from '../support/installation.ts';
import { newShopper, readSse, type Shopper, textOf } from '../support/shopper.ts';
import { testDatabase } from '../support/test-database.ts';

/** The configurations that the README shows, with ports of this test. They run where the balancer is installed. */
const CONFIGURATIONS = path.resolve(import.meta.dirname, '../../docs/deploy');

const BALANCERS = [
  {
    name: 'nginx',
    file: 'nginx.conf',
    listen: 'listen 80;',
    wrap: (configuration: string) =>
      `daemon off; pid nginx.pid; error_log stderr; events {} http { access_log off; ${configuration} }`,
    run: (file: string) => ['-p', path.dirname(file), '-c', file],
  },
  {
    name: 'haproxy',
    file: 'haproxy.cfg',
    listen: 'bind :80',
    wrap: (configuration: string) => configuration,
    run: (file: string) => ['-f', file, '-db'],
  },
];

const isInstalled = (name: string) => spawnSync(name, ['-v']).error === undefined;

describe.each(BALANCERS)('two processes behind $name', (balancer) => {
  it.skipIf(!isInstalled(balancer.name))(
    'answer as one: streams arrive as they are written, any process follows, and one may go',
    async () => {
      await using upstream = await FakeLlmServer.answering(() => SLOW_ANSWER);
      await using database = await testDatabase();
      const env = { MODEL_BASE_URL: upstream.baseUrl, MODEL_NAME: 'fake' };
      await using one = await startInstallation(env, { database });
      await using two = await startInstallation(env, { database });
      await using front = await startBalancer(balancer, [one, two]);

      const shopper = await newShopper(front.url, 'demo-outdoor');
      const answer = await ask(shopper, 'c1');
      const followers = [1, 2, 3, 4].map(() => shopper.request('/v1/chat/c1/stream').then(readSse));
      expect(await firstPiece(answer)).not.toContain('all there is');
      for (const events of await Promise.all(followers)) {
        expect(textOf(events)).toBe('Here is all there is.');
        expect(events.at(-1)?.chunk).toBe('[DONE]');
      }

      await ask(shopper, 'c2');
      await one.aisle.stop();
      await expect
        .poll(() => lastAnswer(shopper, 'c2'), { timeout: 10_000 })
        .toBe('Here is all there is.');
      expect(textOf(await shopper.ask('c3', 'Still there?'))).toBe('Here is all there is.');
    },
    60_000,
  );
});

it.skipIf(!isInstalled('nginx'))(
  'nginx asks a process as soon as it is back: a rolling restart takes the other one at once',
  async () => {
    const [port, other] = await Promise.all([freePort(), freePort()]);
    const one = { url: `http://127.0.0.1:${port}` };
    const two = { url: `http://127.0.0.1:${other}` };
    const first = await serve(port);
    const second = await serve(other);
    await using front = await startBalancer(BALANCERS[0]!, [one, two]);
    const statuses = async () => {
      const answers = [1, 2, 3, 4].map(() => fetch(front.url, { method: 'POST' }));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    await first[Symbol.asyncDispose]();
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await using _ = await serve(port);
    await second[Symbol.asyncDispose]();
    expect(await statuses()).toEqual([200, 200, 200, 200]);
  },
);

async function serve(port: number): Promise<AsyncDisposable> {
  const server = createServer((_, response) => response.end('here'));
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const SLOW_ANSWER: UpstreamStep[] = [
  streamHead,
  deltaEvent({ content: 'Here is' }),
  { waitMs: 800 },
  deltaEvent({ content: ' all there is.' }),
  deltaEvent({}, 'stop'),
  dataEvent('[DONE]'),
];

async function startBalancer(
  { name, file, listen, wrap, run }: (typeof BALANCERS)[number],
  processes: [{ url: string }, { url: string }],
): Promise<AsyncDisposable & { url: string }> {
  const [folder, port] = await Promise.all([
    mkdtemp(path.join(tmpdir(), 'aisle-front-')),
    freePort(),
  ]);
  const shown = await readFile(path.join(CONFIGURATIONS, file), 'utf8');
  const [first, second] = processes.map(({ url }) => new URL(url).host);
  const configuration = shown
    .replace('127.0.0.1:3000', first ?? '')
    .replace('127.0.0.1:3001', second ?? '')
    .replace(listen, listen.replace('80', `127.0.0.1:${port}`).replace(':127', '127'));
  const target = path.join(folder, file);
  await writeFile(target, wrap(configuration));
  const child = spawn(name, run(target), { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const isUp = () =>
    fetch(`${url}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isUp, { timeout: 10_000 }).toBe(true);
  return {
    url,
    async [Symbol.asyncDispose]() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function ask(shopper: Shopper, conversationId: string): Promise<Response> {
  const parts = [{ type: 'text', text: 'What do you have?' }];
  const message = { id: crypto.randomUUID(), role: 'user', parts };
  return shopper.request('/v1/chat', { method: 'POST', json: { id: conversationId, message } });
}

/** What has come when the first words have. */
async function firstPiece({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body!) {
    text += decoder.decode(bytes, { stream: true });
    if (text.includes('Here is')) return text;
  }
  throw new Error(`nothing came but ${text}`);
}

async function lastAnswer(shopper: Shopper, conversationId: string): Promise<string | undefined> {
  const response = await shopper.request(`/v1/chat/${conversationId}`);
  const { messages = [] }: { messages?: ChatMessage[] } = await response.json();
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return undefined;
  return last.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
