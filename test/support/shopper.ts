import { VisitorResponse } from '../../shared/chat-request.ts';
import type { Chunk } from '../../shared/chunk.ts';

/** A visitor who speaks the API by hand, as bytes. */
export interface Shopper {
  token: string;
  request(path: string, init?: RequestInit & { json?: unknown }): Promise<Response>;
  /** Sends a message and reads the whole answer. */
  ask(conversationId: string, text: string): Promise<SseEvent[]>;
}

export interface SseEvent {
  id: number | undefined;
  /** `[DONE]` for the last one. */
  chunk: Chunk | '[DONE]';
}

export async function newShopper(url: string, store: string): Promise<Shopper> {
  const response = await send(`${url}/v1/visitors`, { method: 'POST', json: { store } });
  const { token } = VisitorResponse.parse(await response.json());
  const request: Shopper['request'] = (path, init = {}) =>
    send(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });
  return {
    token,
    request,
    async ask(conversationId, text) {
      const message = { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] };
      const json = { id: conversationId, message };
      return readSse(await request('/v1/chat', { method: 'POST', json }));
    },
  };
}

function send(url: string, { json, ...init }: RequestInit & { json?: unknown }): Promise<Response> {
  if (json === undefined) return fetch(url, init);
  const headers = {
    'content-type': 'application/json',
    ...(init.headers as Record<string, string>),
  };
  return fetch(url, { ...init, headers, body: JSON.stringify(json) });
}

/** Reads to the end of the stream; comments are left out. */
export async function readSse(response: Response): Promise<SseEvent[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => block.includes('data:'));
  return blocks.map((block) => {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const id = field('id');
    const data = field('data') ?? '';
    return {
      id: id === undefined ? undefined : Number(id),
      chunk: data === '[DONE]' ? data : (JSON.parse(data) as Chunk),
    };
  });
}

export function textOf(events: SseEvent[]): string {
  return events
    .map(({ chunk }) => (chunk !== '[DONE]' && chunk.type === 'text-delta' ? chunk.delta : ''))
    .join('');
}

export function partsOf<T extends Chunk['type']>(
  events: SseEvent[],
  type: T,
): Extract<Chunk, { type: T }>[] {
  return events.flatMap(({ chunk }) =>
    chunk !== '[DONE]' && chunk.type === type ? [chunk as Extract<Chunk, { type: T }>] : [],
  );
}
