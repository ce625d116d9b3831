import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeLlmServer } from '../fakes/fake-llm-server.ts';
import { MODELS, startFakeProvider } from './fake-provider/fake-provider.ts';

let provider: FakeLlmServer;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterAll(() => provider[Symbol.asyncDispose]());

const ask = (body: unknown) =>
  fetch(`${provider.baseUrl}/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
const question = (content: unknown) => [{ role: 'user', content }];

describe('the fake provider', () => {
  it('lists its models, each with a line about it', async () => {
    const { data } = await (await fetch(`${provider.baseUrl}/models`)).json();
    expect(data.map(({ id }: { id: string }) => id)).toEqual(Object.keys(MODELS));
    for (const { description } of data) expect(description).toMatch(/\S/);
  });

  it('answers as its model says, whatever shape the question has', async () => {
    const parts = [{ type: 'text', text: 'Hello' }, { type: 'image_url' }];
    for (const content of ['Hello', parts]) {
      const answer = await ask({ model: 'echo', messages: question(content) });
      expect(await answer.text()).toContain('"content":"Hello"');
    }
  });

  it('answers as the question says', async () => {
    const refused = await ask({ model: 'by-question', messages: question('429') });
    expect(refused.status).toBe(429);
    const list = await ask({ model: 'by-question', messages: question('list') });
    expect(await list.text()).toContain('stall-after-20');
  });

  it.each<[string, number, unknown]>([
    ['model_not_found', 404, { model: 'gpt-9', messages: question('Hi') }],
    ['model_not_found', 404, { model: 'toString', messages: question('Hi') }],
  ])('refuses with %s', async (code, status, body) => {
    const answer = await ask(body);
    expect(answer.status).toBe(status);
    expect((await answer.json()).error).toMatchObject({ code, message: expect.any(String) });
  });

  it.each([null, 5, {}, { model: 'echo' }, { model: 'echo', messages: [null] }])(
    'refuses %j, which is no question',
    async (body) => {
      expect((await ask(body)).status).toBe(400);
    },
  );

  it('knows no other address', async () => {
    const answer = await fetch(`${provider.baseUrl}/completions`, { method: 'POST' });
    expect(answer.status).toBe(404);
    expect((await answer.json()).error.code).toBe('unknown_url');
  });
});

describe('npm run fake-provider', () => {
  it('says how to use it and listens until it is ended', async () => {
    const { child, output } = run('--port', '0');
    await expect.poll(output, { timeout: 10_000 }).toContain('MODEL_NAME=by-question');
    const baseUrl = /MODEL_BASE_URL=(\S+)/.exec(output())?.[1];
    expect((await fetch(`${baseUrl}/models`)).status).toBe(200);
    child.kill('SIGTERM');
  });

  it.each([
    ['a port that is none', ['--port', 'x'], '--port must be a number from 0 to 65535, not "x".\n'],
    [
      'a port that is taken',
      ['--port', 'TAKEN'],
      'This port is taken: choose another one with --port.\n',
    ],
  ])('says in a line what is wrong with %s', async (_, args, line) => {
    const taken = new URL(provider.baseUrl).port;
    const { output, code } = run(...args.map((arg) => arg.replace('TAKEN', taken)));
    expect(await code).toBe(1);
    expect(output()).toBe(line);
  });
});

function run(...args: string[]) {
  const script = path.join(import.meta.dirname, 'fake-provider/run.ts');
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (some: string) => (text += some));
  child.stderr.setEncoding('utf8').on('data', (some: string) => (text += some));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, code, output: () => text };
}
