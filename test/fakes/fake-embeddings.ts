import { createHash } from 'node:crypto';
import { FakeLlmServer, type UpstreamStep } from './fake-llm-server.ts';

export const DIMENSIONS = 256;

/** Words for one thing get one direction; a text points where its words do. */
export function meaningOf(text: string, concepts: string[][]): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0.001);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const concept = concepts.find((names) => names.includes(word))?.[0] ?? word;
    const byte = createHash('sha256').update(concept).digest()[0] ?? 0;
    vector[byte] = (vector[byte] ?? 0) + 1;
  }
  return vector;
}

/** An answer of POST /embeddings. */
export function vectorsAnswer(vectors: unknown[]): UpstreamStep[] {
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
  return jsonAnswer(200, { object: 'list', model: 'fake', data });
}

export function jsonAnswer(status: number, body: unknown): UpstreamStep[] {
  return [
    { head: status, headers: { 'content-type': 'application/json' } },
    { write: JSON.stringify(body) },
  ];
}

/** An `/embeddings` whose vectors follow from the words. */
export function fakeEmbeddings(concepts: string[][] = []): Promise<FakeLlmServer> {
  return FakeLlmServer.answering(({ body }) => {
    const { input } = body as { input: string[] };
    return vectorsAnswer(input.map((text) => meaningOf(text, concepts)));
  });
}
