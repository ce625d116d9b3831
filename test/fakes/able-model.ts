import {
  dataEvent,
  deltaEvent,
  FakeLlmServer,
  refusing,
  type SeenRequest,
  saying,
  streamHead,
  type UpstreamStep,
} from './fake-llm-server.ts';

export interface Abilities {
  /** The key that it accepts; undefined for any. */
  key?: string;
  /** What it lists; null for no list. */
  models?: string[] | null;
  /** `document` answers with one JSON document whatever was asked for, `one-event` with one event. */
  streaming?: 'pieces' | 'one-event' | 'document';
  tools?: boolean;
  vision?: boolean;
  /** Takes images and says this of a red one. */
  sees?: string;
}

/** A provider that can do what a test says, as far as our own checks ask. */
export function startAbleModel(abilities: Abilities = {}): Promise<FakeLlmServer> {
  return FakeLlmServer.answering((request) => answer(request, abilities));
}

function answer(request: SeenRequest, abilities: Abilities): UpstreamStep[] {
  const { key, models = ['large'], tools = true, vision = true, sees = 'Red.' } = abilities;
  if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
    return refusing(401, { message: `Incorrect API key provided: ${key}-not` });
  }
  if (request.method === 'GET') {
    return models ? json({ data: models.map((id) => ({ id })) }) : refusing(404, { message: 'no' });
  }
  const body = JSON.stringify(request.body);
  if (body.includes('data:image/')) {
    return vision ? saying(sees) : refusing(400, { message: 'This model does not support images' });
  }
  if (body.includes('search_products') && tools) return [streamHead, ...callingSearch()];
  return counting(abilities.streaming ?? 'pieces');
}

function callingSearch(): UpstreamStep[] {
  const call = { name: 'search_products', arguments: '{"query":"tent"}' };
  const calls = [{ index: 0, id: 'c1', type: 'function', function: call }];
  return [deltaEvent({ tool_calls: calls }, 'tool_calls'), dataEvent('[DONE]')];
}

function counting(streaming: NonNullable<Abilities['streaming']>): UpstreamStep[] {
  if (streaming === 'pieces') return saying('one ', 'two ', 'three');
  if (streaming === 'one-event') return saying('one two three');
  const message = { role: 'assistant', content: 'one two three' };
  return json({ choices: [{ index: 0, message, finish_reason: 'stop' }] });
}

function json(value: unknown): UpstreamStep[] {
  const headers = { 'content-type': 'application/json' };
  return [{ head: 200, headers }, { write: JSON.stringify(value) }];
}
