import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AgentEvent } from '../../../server/agent/agent-event.ts';
import { type AgentLimits, DEFAULT_LIMITS } from '../../../server/agent/agent-turn.ts';
import { runAgent } from '../../../server/agent/run-agent.ts';
import { createToolBox } from '../../../server/agent/run-tool-call.ts';
import type { ModelMessage } from '../../../server/model/model-client.ts';
import { type Tool, ToolError } from '../../../server/tools/tool.ts';
import { ScriptedModel, type ScriptedStep } from '../../fakes/scripted-model.ts';
import { aStore } from '../../fixtures/store.ts';

const Text = z.strictObject({ text: z.string() });

function tool(name: string, run: Tool<{ text: string }, { text: string }>['run']) {
  return { name, description: name, effect: 'read', input: Text, output: Text, run } as Tool;
}

const echo = tool('echo', async ({ text }) => ({ text: `you said ${text}` }));

function start(
  steps: ScriptedStep[],
  options: { tools?: Tool[]; limits?: Partial<AgentLimits>; signal?: AbortSignal } = {},
) {
  const model = new ScriptedModel(steps);
  const bugs: unknown[] = [];
  const events = runAgent(
    {
      model,
      tools: createToolBox(options.tools ?? [echo], (error) => bugs.push(error)),
      limits: { ...DEFAULT_LIMITS, ...options.limits },
    },
    {
      system: 'be nice',
      history: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
      question: 'hello',
      context: { store: aStore(), visitorId: 'v', conversationId: 'c', turnId: 't' },
      signal: options.signal ?? new AbortController().signal,
    },
  );
  return { model, bugs, events };
}

function textOf(events: AgentEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
}

function told(messages: ModelMessage[] | undefined): string[] {
  return (messages ?? []).flatMap((message) => (message.role === 'tool' ? [message.output] : []));
}

const call = (text: string, callId?: string) => ({ name: 'echo', arguments: { text }, callId });

describe('the agent', () => {
  it('streams an answer that needs no tool', async () => {
    const { events } = start([{ text: ['Good ', 'day'] }]);
    const all = await Array.fromAsync(events);
    expect(all.map(({ type }) => type)).toEqual([
      'step-start',
      'text-delta',
      'text-delta',
      'model-answer',
      'step-end',
      'end',
    ]);
    expect(textOf(all)).toBe('Good day');
  });

  it('tells the model what a tool returned and lets it answer', async () => {
    const { events, model } = start([{ toolCalls: [call('tent')] }, { text: 'Done' }]);
    const all = await Array.fromAsync(events);
    expect(all).toContainEqual(
      expect.objectContaining({ type: 'tool-result', output: { text: 'you said tent' } }),
    );
    expect(told(model.requests[1]?.messages)).toEqual(['{"text":"you said tent"}']);
    expect(all.at(-1)).toEqual({ type: 'end', reason: 'answered' });
  });

  it('runs the calls of one step side by side and reports each as it finishes', async () => {
    const gate = Promise.withResolvers<void>();
    const both = tool('echo', async ({ text }) => {
      if (text === 'first') await gate.promise;
      else gate.resolve();
      return { text };
    });
    const { events, model } = start(
      [{ toolCalls: [call('first'), call('second')] }, { text: 'ok' }],
      { tools: [both] },
    );
    const all = await Array.fromAsync(events);
    const results = all.filter((event) => event.type === 'tool-result');
    expect(results.map(({ output }) => output)).toEqual([{ text: 'second' }, { text: 'first' }]);
    expect(told(model.requests[1]?.messages)).toEqual(['{"text":"first"}', '{"text":"second"}']);
  });

  it.each([
    ['arguments that do not fit', { name: 'echo', arguments: { txt: 1 } }, /not valid/],
    ['arguments that are not JSON', { name: 'echo', arguments: '{"text":' }, /not valid/],
    ['a tool that does not exist', { name: '__proto__', arguments: {} }, /no tool of that name/],
  ])('tells the model of %s and goes on', async (_, badCall, expected) => {
    const { events, model } = start([{ toolCalls: [badCall] }, { text: 'sorry' }]);
    const all = await Array.fromAsync(events);
    expect(told(model.requests[1]?.messages)).toEqual([expect.stringMatching(expected)]);
    expect(textOf(all)).toBe('sorry');
  });

  it('tells the model the words of an expected tool failure and only that of a bug', async () => {
    const failing = [
      tool('echo', async ({ text }) => {
        throw text === 'expected' ? new ToolError('No such tent.') : new Error('secret detail');
      }),
    ];
    const { events, model, bugs } = start(
      [{ toolCalls: [call('expected'), call('bug')] }, { text: 'sorry' }],
      { tools: failing },
    );
    await Array.fromAsync(events);
    const [expected, bug] = told(model.requests[1]?.messages);
    expect(expected).toBe('No such tent.');
    expect(bug).not.toContain('secret');
    expect(bugs).toEqual([new Error('secret detail')]);
  });

  it('does not wait for a tool longer than its limit', async () => {
    const stuck = tool('echo', () => new Promise(() => {}));
    const { events, model } = start([{ toolCalls: [call('x')] }, { text: 'sorry' }], {
      tools: [stuck],
      limits: { toolMs: 20 },
    });
    await Array.fromAsync(events);
    expect(told(model.requests[1]?.messages)).toEqual(['The tool took too long.']);
  });

  it('does not take a tool that was stopped with its turn for a broken one', async () => {
    const stop = new AbortController();
    const stuck = tool('echo', () => {
      stop.abort(new Error('stopped'));
      return new Promise(() => {});
    });
    const { events, bugs } = start([{ toolCalls: [call('x')] }], {
      tools: [stuck],
      signal: stop.signal,
    });
    await expect(Array.fromAsync(events)).rejects.toThrow('stopped');
    expect(bugs).toEqual([]);
  });

  it('closes with an honest sentence when a tool outlives the turn, which is no bug of the tool', async () => {
    const stuck = tool('echo', () => new Promise(() => {}));
    const { events, bugs } = start([{ toolCalls: [call('x')] }], {
      tools: [stuck],
      limits: { totalMs: 30 },
    });
    const all = await Array.fromAsync(events);
    expect(textOf(all)).toMatch(/could not finish/);
    expect(all.at(-1)).toEqual({ type: 'end', reason: 'limit' });
    expect(bugs).toEqual([]);
  });

  it('closes with an honest sentence when the model never stops calling tools', async () => {
    const steps = Array.from({ length: 6 }, () => ({ toolCalls: [call('again')] }));
    const { events, model } = start(steps);
    const all = await Array.fromAsync(events);
    expect(model.requests).toHaveLength(6);
    expect(textOf(all)).toMatch(/could not finish/);
    expect(all.at(-1)).toEqual({ type: 'end', reason: 'limit' });
  });

  it('runs no more than twelve calls and says so to the model', async () => {
    let runs = 0;
    const counting = tool('echo', async ({ text }) => {
      runs++;
      return { text };
    });
    const many = Array.from({ length: 20 }, (_, n) => call(String(n)));
    const { events, model } = start([{ toolCalls: many }, { text: 'enough' }], {
      tools: [counting],
    });
    await Array.fromAsync(events);
    expect(runs).toBe(12);
    expect(told(model.requests[1]?.messages).filter((text) => /Too many/.test(text))).toHaveLength(
      8,
    );
  });

  it('counts the calls of all steps together', async () => {
    let runs = 0;
    const counting = tool('echo', async ({ text }) => {
      runs++;
      return { text };
    });
    const { events, model } = start(
      [
        { toolCalls: [call('1'), call('2')] },
        { toolCalls: [call('3'), call('4')] },
        { text: 'ok' },
      ],
      { tools: [counting], limits: { toolCalls: 3 } },
    );
    await Array.fromAsync(events);
    expect(runs).toBe(3);
    expect(told(model.requests[2]?.messages).at(-1)).toMatch(/Too many/);
  });

  it('says when the model was cut off in the middle of its answer', async () => {
    const { events } = start([{ text: 'Once upon', reason: 'length' }]);
    expect((await Array.fromAsync(events)).at(-1)).toEqual({ type: 'end', reason: 'cut-short' });
  });

  it('says when the provider withheld the rest of its answer', async () => {
    const { events } = start([{ text: 'Once upon', reason: 'content-filter' }]);
    expect((await Array.fromAsync(events)).at(-1)).toEqual({ type: 'end', reason: 'withheld' });
  });

  it('gives the provider back what it wants to see again with an answer', async () => {
    const echoed = { signature: 'opaque' };
    const { events, model } = start([
      { toolCalls: [call('x')], end: { echo: echoed } },
      { text: 'ok' },
    ]);
    await Array.fromAsync(events);
    expect(model.requests[1]?.messages).toContainEqual(
      expect.objectContaining({ role: 'assistant', echo: echoed }),
    );
  });

  it('asks the model nothing more once it was stopped while tools ran', async () => {
    const stop = new AbortController();
    const last = tool('echo', async ({ text }) => {
      stop.abort(new Error('stopped'));
      return { text };
    });
    const { events } = start([{ toolCalls: [call('x')] }, { text: 'never said' }], {
      tools: [last],
      signal: stop.signal,
    });
    const seen: AgentEvent[] = [];
    await expect(async () => {
      for await (const event of events) seen.push(event);
    }).rejects.toThrow('stopped');
    expect(seen.filter(({ type }) => type === 'step-start')).toHaveLength(1);
  });

  it('tells a tool that runs when the shopper stops', async () => {
    const stop = new AbortController();
    const heard = Promise.withResolvers<unknown>();
    const listening = tool('echo', (_, { signal }) => {
      signal.addEventListener('abort', () => heard.resolve(signal.reason));
      stop.abort('enough');
      return new Promise(() => {});
    });
    const { events } = start([{ toolCalls: [call('x')] }], {
      tools: [listening],
      signal: stop.signal,
    });
    await expect(Array.fromAsync(events)).rejects.toBe('enough');
    expect(await heard.promise).toBe('enough');
  });

  it('says nothing for the shopper who stopped it when time is up as well', async () => {
    const stop = new AbortController();
    const { events } = start([{ text: 'Let me', hang: true }], {
      limits: { totalMs: 20 },
      signal: stop.signal,
    });
    const seen: AgentEvent[] = [];
    await expect(async () => {
      for await (const event of events) {
        seen.push(event);
        if (event.type !== 'text-delta') continue;
        await new Promise((resolve) => setTimeout(resolve, 40));
        stop.abort(new Error('stopped'));
      }
    }).rejects.toThrow();
    expect(textOf(seen)).toBe('Let me');
  });

  it('closes with an honest sentence when time is up', async () => {
    const { events } = start([{ text: 'Let me think', hang: true }], { limits: { totalMs: 30 } });
    const all = await Array.fromAsync(events);
    expect(textOf(all)).toMatch(/^Let me think.*could not finish/s);
  });

  it('claims no search when time is up before the model said anything', async () => {
    const { events } = start([{ hang: true }], { limits: { totalMs: 30 } });
    await expect(Array.fromAsync(events)).rejects.toMatchObject({
      code: 'model_timeout',
      retryable: true,
    });
  });

  it('stops reading a model that never stops talking', async () => {
    const { events } = start([{ text: Array(50).fill('blah ') }], { limits: { characters: 40 } });
    const all = await Array.fromAsync(events);
    expect(textOf(all).length).toBeLessThan(60);
    expect(all.at(-1)).toEqual({ type: 'end', reason: 'cut-short' });
  });

  it('takes out of arguments what no database can hold', async () => {
    const { events, model } = start([{ toolCalls: [call('a\0b\ud800')] }, { text: 'ok' }]);
    await Array.fromAsync(events);
    expect(told(model.requests[1]?.messages)).toEqual(['{"text":"you said a\uFFFDb\uFFFD"}']);
  });

  it('gives every call of a turn an id of its own when the provider repeats them', async () => {
    const { events } = start([
      { toolCalls: [call('a', 'call_0')] },
      { toolCalls: [call('b', 'call_0')] },
      { text: 'ok' },
    ]);
    const ids = (await Array.fromAsync(events)).flatMap((event) =>
      event.type === 'tool-call' ? [event.callId] : [],
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('throws the reason when the shopper stops it', async () => {
    const stop = new AbortController();
    const { events } = start([{ text: 'Once upon', hang: true }], { signal: stop.signal });
    const reason = new Error('stopped');
    const seen: AgentEvent[] = [];
    await expect(async () => {
      for await (const event of events) {
        seen.push(event);
        if (event.type === 'text-delta') stop.abort(reason);
      }
    }).rejects.toBe(reason);
    expect(textOf(seen)).toBe('Once upon');
  });
});
