/** How long an answer the bench asks its model for, and in what pieces. */
export interface AskedAnswer {
  /** One delta each. */
  tokens: number;
  /** Deltas in one write. */
  each: number;
}

/** In words, since every client can carry those to the model. */
export function toQuestion({ tokens, each }: AskedAnswer): string {
  return `Tell me a story of ${tokens} words, ${each} at a time.`;
}

/** The answer that a request asks for. */
export function readQuestion(request: string): AskedAnswer {
  const [, tokens, each] = /of (\d+) words, (\d+) at a time/.exec(request) ?? [];
  return { tokens: Number(tokens), each: Number(each) };
}
