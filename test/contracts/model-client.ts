import { describe, expect, test } from 'vitest';
import type { ModelClient, ModelEvent, ModelRequest } from '../../server/model/model-client.ts';
import { streamAnswer } from '../../server/model/stream-answer.ts';

/** What the model behind a client shall do, whatever the client is made of. */
export interface ModelScript {
  text?: string[];
  toolCalls?: { callId: string; name: string; arguments: string }[];
  /** After the text: the provider breaks off, or says nothing more. */
  ending?: 'fail' | 'hang';
}

export interface ClientUnderTest extends AsyncDisposable {
  client: ModelClient;
}

const question: ModelRequest = {
  system: 'You sell tents.',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Which tent is light?' }] }],
  tools: [{ name: 'search', description: 'Finds tents.', parameters: { type: 'object' } }],
};

/** What every ModelClient keeps to. `make` builds one over a model that follows the scripts in order. */
export function modelClientContract(
  name: string,
  make: (scripts: ModelScript[]) => Promise<ClientUnderTest>,
): void {
  describe(`${name} as a ModelClient`, () => {
    test('streams text in order and ends once', async () => {
      await using made = await make([{ text: ['The ', 'Xám ', '🏕️.'] }]);
      const { events, error } = await listen(made.client);
      expect(error).toBeUndefined();
      expect(textOf(events)).toBe('The Xám 🏕️.');
      expect(events.filter(({ type }) => type === 'end')).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'stop' });
    });

    test('hands over whole tool calls after the text and says so at the end', async () => {
      const toolCalls = [
        { callId: 'call_a', name: 'search', arguments: '{"query":"tent"}' },
        { callId: 'call_b', name: 'search', arguments: '{"query":"lều 2 người"}' },
      ];
      await using made = await make([{ text: ['Let me look.'], toolCalls }]);
      const { events } = await listen(made.client);
      expect(events.slice(1)).toEqual([
        ...toolCalls.map((call) => ({ type: 'tool-call', ...call })),
        expect.objectContaining({ type: 'end', reason: 'tool-calls' }),
      ]);
    });

    test('yields what was said before it throws a failure, and no end', async () => {
      await using made = await make([{ text: ['The lightest ', 'is'], ending: 'fail' }]);
      const { events, error } = await listen(made.client);
      expect(textOf(events)).toBe('The lightest is');
      expect(error).toMatchObject({ name: 'ModelFailure', code: 'model_truncated' });
      expect(events.map(({ type }) => type)).not.toContain('end');
    });

    test('asks nothing and throws the same when it is forbidden to the last', async () => {
      await using made = await make([{ text: ['For who may ask.'] }]);
      const forbidden = new Error('another process answers now');
      const refused = await listen(made.client, { confirm: () => Promise.reject(forbidden) });
      expect(refused).toEqual({ events: [], error: forbidden });
      const { events } = await listen(made.client, { confirm: async () => {} });
      expect(textOf(events)).toBe('For who may ask.');
    });

    test('throws the reason when it is aborted in the middle', async () => {
      await using made = await make([{ text: ['The lightest '], ending: 'hang' }]);
      const abort = new AbortController();
      const reason = new Error('the shopper pressed stop');
      const { events, error } = await listen(made.client, {
        signal: abort.signal,
        onEvent: () => abort.abort(reason),
      });
      expect(textOf(events)).toBe('The lightest ');
      expect(error).toBe(reason);
    });

    test('asks nothing when it is aborted before', async () => {
      await using made = await make([{ text: ['unused'] }]);
      const reason = new Error('gone');
      const { events, error } = await listen(made.client, { signal: AbortSignal.abort(reason) });
      expect(events).toEqual([]);
      expect(error).toBe(reason);
    });

    test('answers again after an answer was left unread', async () => {
      await using made = await make([{ text: ['one', 'two'] }, { text: ['again'] }]);
      for await (const event of streamAnswer(made.client, question, new AbortController().signal)) {
        expect(event.type).toBe('text-delta');
        break;
      }
      expect(textOf((await listen(made.client)).events)).toBe('again');
    });
  });
}

async function listen(
  client: ModelClient,
  {
    signal = new AbortController().signal,
    onEvent = () => {},
    ...asked
  }: { signal?: AbortSignal; onEvent?: () => void; confirm?: () => Promise<void> } = {},
): Promise<{ events: ModelEvent[]; error: unknown }> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of streamAnswer(client, { ...question, ...asked }, signal)) {
      events.push(event);
      onEvent();
    }
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

function textOf(events: ModelEvent[]): string {
  return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
}
