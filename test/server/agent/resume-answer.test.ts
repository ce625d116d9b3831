import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AgentEvent } from '../../../server/agent/agent-event.ts';
import { DEFAULT_LIMITS } from '../../../server/agent/agent-turn.ts';
import type { FinishedStep, StoredResult } from '../../../server/agent/finished-step.ts';
import { runAgent } from '../../../server/agent/run-agent.ts';
import { createToolBox } from '../../../server/agent/run-tool-call.ts';
import type { Tool } from '../../../server/tools/tool.ts';
import { ScriptedModel, type ScriptedStep } from '../../fakes/scripted-model.ts';
import { aStore } from '../../fixtures/store.ts';

const Text = z.strictObject({ text: z.string() });

/** An agent that goes on after these steps, with a tool that reads and one that writes; both tell what they ran. */
function goOnAfter(finished: FinishedStep[], script: ScriptedStep[]) {
  const ran: string[] = [];
  const tool = (name: string, effect: Tool['effect']) =>
    ({
      name,
      description: name,
      effect,
      input: Text,
      output: Text,
      async run({ text }: { text: string }) {
        ran.push(`${name} ${text}`);
        return { text: `${name} did ${text}` };
      },
    }) as Tool;
  const model = new ScriptedModel(script);
  const tools = createToolBox([tool('look', 'read'), tool('order', 'write')], (error) => {
    throw error;
  });
  const events = runAgent(
    { model, tools, limits: DEFAULT_LIMITS },
    {
      system: 'be nice',
      history: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
      question: 'hello',
      context: { store: aStore(), visitorId: 'v', conversationId: 'c', turnId: 't' },
      finished,
      signal: new AbortController().signal,
    },
  );
  return { model, ran, events: Array.fromAsync(events) };
}

function aStep(
  calls: [callId: string, name: string][],
  results: Record<string, StoredResult> = {},
): FinishedStep {
  return {
    text: calls.length > 0 ? 'Let me see.' : 'All is said.',
    toolCalls: calls.map(([callId, name]) => ({ callId, name, arguments: '{"text":"tent"}' })),
    reason: calls.length > 0 ? 'tool-calls' : 'stop',
    model: 'm',
    endpoint: 'host/m',
    echo: { signature: 's' },
    results: new Map(Object.entries(results)),
  };
}

const types = (events: AgentEvent[]) => events.map(({ type }) => type);
const STORED: StoredResult = { durationMs: 3, output: { text: 'stored' }, show: undefined };

describe('an answer that another process goes on with', () => {
  it('tells its finished steps again and asks the model only for the next one', async () => {
    const { events, model, ran } = goOnAfter(
      [aStep([['a', 'look']], { a: STORED })],
      [{ text: 'A tent.' }],
    );
    expect(types(await events)).toEqual([
      'step-start',
      'text-delta',
      'tool-call',
      'tool-result',
      'step-end',
      'step-start',
      'text-delta',
      'model-answer',
      'step-end',
      'end',
    ]);
    expect(ran).toEqual([]);
    expect(model.requests).toHaveLength(1);
    expect(model.requests[0]!.messages.slice(1)).toMatchObject([
      { role: 'assistant', text: 'Let me see.', echo: { signature: 's' } },
      { role: 'tool', callId: 'a', output: '{"text":"stored"}' },
    ]);
  });

  it('runs a reading tool again that had not ended, beside results that are there', async () => {
    const step = aStep(
      [
        ['a', 'look'],
        ['b', 'look'],
      ],
      { a: STORED },
    );
    const { events, model, ran } = goOnAfter([step], [{ text: 'Two tents.' }]);
    await events;
    expect(ran).toEqual(['look tent']);
    expect(model.requests[0]!.messages.slice(2)).toMatchObject([
      { callId: 'a', output: '{"text":"stored"}' },
      { callId: 'b', output: '{"text":"look did tent"}' },
    ]);
  });

  it('never runs a writing tool twice, and tells the model that it may have done its work', async () => {
    const { events, model, ran } = goOnAfter(
      [aStep([['a', 'order']])],
      [{ text: 'I am not sure.' }],
    );
    await events;
    expect(ran).toEqual([]);
    expect(model.requests[0]!.messages.at(-1)).toMatchObject({
      role: 'tool',
      output: expect.stringContaining('not known'),
    });
  });

  it('tells the model again what a tool could not do', async () => {
    const failed = { durationMs: 1, error: 'The tool took too long.' };
    const { events, model } = goOnAfter([aStep([['a', 'look']], { a: failed })], [{ text: 'Hm.' }]);
    expect(types(await events)).toContain('tool-error');
    expect(model.requests[0]!.messages.at(-1)).toMatchObject({ output: failed.error });
  });

  it('asks nothing more when the model had said all', async () => {
    const { events, model } = goOnAfter([aStep([])], []);
    expect(types(await events)).toEqual(['step-start', 'text-delta', 'step-end', 'end']);
    expect(model.requests).toEqual([]);
  });

  it('has no more steps than an answer that never broke off', async () => {
    const steps = Array.from({ length: DEFAULT_LIMITS.steps }, (_, index) =>
      aStep([[`c${index}`, 'look']], { [`c${index}`]: STORED }),
    );
    const { events, model } = goOnAfter(steps, []);
    expect((await events).at(-1)).toEqual({ type: 'end', reason: 'limit' });
    expect(model.requests).toEqual([]);
  });
});
