import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AgentEvent } from '../../../server/agent/agent-event.ts';
import { DEFAULT_LIMITS } from '../../../server/agent/agent-turn.ts';
import { runAgent } from '../../../server/agent/run-agent.ts';
import { createToolBox } from '../../../server/agent/run-tool-call.ts';
import { modelFailure } from '../../../server/model/model-failures.ts';
import { type Tool, ToolError } from '../../../server/tools/tool.ts';
import { ScriptedModel, type ScriptedStep } from '../../fakes/scripted-model.ts';
import { aStore } from '../../fixtures/store.ts';

const overBudget = modelFailure('budget_exhausted', 'enough for today');
const SPENT = 'I have answered as much as I may for today.';

interface Setup {
  question?: string;
  locale?: string;
  signal?: AbortSignal;
  /** What the shop's search does; there is none when it is null. */
  search?: ((query: string) => Promise<string[]>) | null;
}

const card = { id: 'p', handle: 'p', title: 'Trail tent' };

function answer(steps: ScriptedStep[], setup: Setup = {}) {
  const queries: string[] = [];
  const { search = async () => ['p'] } = setup;
  const tool = {
    name: 'search_products',
    description: 'searches',
    effect: 'read',
    input: z.strictObject({ query: z.string().max(300) }),
    output: z.strictObject({ products: z.array(z.string()) }),
    async run({ query }: { query: string }) {
      queries.push(query);
      return { products: (await search?.(query)) ?? [] };
    },
    show: ({ products }: { products: string[] }) =>
      products.length > 0 ? { type: 'data-products', data: { products: [card] } } : undefined,
  } as unknown as Tool;
  const model = new ScriptedModel(steps);
  const tools = createToolBox(search ? [tool] : [], (error) => {
    throw error;
  });
  const events = runAgent(
    { model, tools, limits: DEFAULT_LIMITS },
    {
      system: 'be nice',
      history: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
      question: setup.question ?? 'a tent for two',
      context: {
        store: aStore({ locale: setup.locale ?? 'en-US' }),
        visitorId: 'v',
        conversationId: 'c',
        turnId: 't',
      },
      signal: setup.signal ?? new AbortController().signal,
    },
  );
  return { events, queries };
}

const typesOf = (events: AgentEvent[]) => events.map(({ type }) => type);
const textOf = (events: AgentEvent[]) =>
  events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');

describe('without money for the model', () => {
  it('searches the shop for the question, shows what it finds and says so', async () => {
    const { events, queries } = answer([{ failure: overBudget }]);
    const all = await Array.fromAsync(events);
    expect(queries).toEqual(['a tent for two']);
    expect(typesOf(all)).toEqual([
      'step-start',
      'tool-call',
      'tool-result',
      'step-end',
      'step-start',
      'text-delta',
      'step-end',
      'end',
    ]);
    expect(all[2]).toMatchObject({ name: 'search_products', show: { type: 'data-products' } });
    expect(textOf(all)).toMatch(new RegExp(`^${SPENT} Here is what`));
    expect(all.at(-1)).toEqual({ type: 'end', reason: 'limit' });
  });

  it('says so in Vietnamese in a Vietnamese shop', async () => {
    const { events } = answer([{ failure: overBudget }], { locale: 'vi' });
    expect(textOf(await Array.fromAsync(events))).toContain('Hôm nay mình đã trả lời hết lượt');
  });

  it.each<[string, Setup]>([
    ['nothing is found', { search: async () => [] }],
    ['the search fails', { search: () => Promise.reject(new ToolError('down')) }],
    ['there is no search', { search: null }],
    ['the question is a photo', { question: ' ' }],
  ])('says no more than that when %s', async (_, setup) => {
    const all = await Array.fromAsync(answer([{ failure: overBudget }], setup).events);
    expect(textOf(all)).toMatch(new RegExp(`^${SPENT} Please look around`));
    expect(all.at(-1)).toEqual({ type: 'end', reason: 'limit' });
    expect(typesOf(all).filter((type) => type === 'step-start').length).toBe(
      typesOf(all).filter((type) => type === 'step-end').length,
    );
  });

  it('searches for the beginning of a long question', async () => {
    const question = `${'x'.repeat(299)}🏕️ and more`;
    const { events, queries } = answer([{ failure: overBudget }], { question });
    await Array.fromAsync(events);
    expect(queries).toEqual([`${'x'.repeat(299)}\uFFFD`]);
  });

  it('does not search again once tools have looked things up', async () => {
    const toolCalls = [{ name: 'search_products', arguments: { query: 'tent' } }];
    const { events, queries } = answer([{ toolCalls }, { failure: overBudget }]);
    const all = await Array.fromAsync(events);
    expect(queries).toEqual(['tent']);
    expect(textOf(all)).toMatch(new RegExp(`^${SPENT} Please look around`));
    expect(typesOf(all).slice(-4)).toEqual(['step-start', 'text-delta', 'step-end', 'end']);
  });

  it('stops when the shopper stops it', async () => {
    const stop = new AbortController();
    const { events } = answer([{ failure: overBudget }], {
      signal: stop.signal,
      async search() {
        stop.abort(new Error('enough'));
        return ['p'];
      },
    });
    await expect(Array.fromAsync(events)).rejects.toThrow('enough');
  });

  it('leaves any other failure as it is', async () => {
    const failure = modelFailure('network', 'nobody there');
    const { events, queries } = answer([{ failure }]);
    await expect(Array.fromAsync(events)).rejects.toBe(failure);
    expect(queries).toEqual([]);
  });
});
