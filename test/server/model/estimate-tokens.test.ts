import { describe, expect, it, test } from 'vitest';
import { estimateTextTokens, estimateTokens } from '../../../server/model/estimate-tokens.ts';
import type { ModelMessage, ModelRequest } from '../../../server/model/model-client.ts';
import { MODEL_PHOTO_SIZE } from '../../../shared/photo-size.ts';
import { TOKEN_COUNTS } from '../../fixtures/token-counts.ts';

describe('the estimate of a text', () => {
  test.each(TOKEN_COUNTS)('is at least the truth for $kind, and not far above', (sample) => {
    const truth = Math.max(sample.o200k, sample.cl100k);
    const estimate = Math.ceil(estimateTextTokens(sample.text));
    expect(estimate).toBeGreaterThanOrEqual(truth);
    expect(estimate).toBeLessThanOrEqual(2.1 * truth);
  });

  it('of nothing is nothing', () => {
    expect(estimateTextTokens('')).toBe(0);
  });

  it('takes a long history in its stride', () => {
    const history = TOKEN_COUNTS.map(({ text }) => text)
      .join('\n')
      .repeat(20);
    const start = performance.now();
    estimateTextTokens(history);
    expect(history.length).toBeGreaterThan(120_000);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('the estimate of a request', () => {
  const asking = (...messages: ModelMessage[]): ModelRequest => ({
    system: 'You sell tents.',
    messages,
    tools: [],
  });
  const user = (text: string): ModelMessage => ({
    role: 'user',
    content: [{ type: 'text', text }],
  });
  const picture = (detail: 'low' | 'high' | 'auto'): ModelMessage => ({
    role: 'user',
    content: [{ type: 'image', mediaType: 'image/webp', base64: 'A'.repeat(400_000), detail }],
  });
  const bare = estimateTokens(asking());
  const added = (message: ModelMessage, model?: string) =>
    estimateTokens(asking(message), model) - bare;

  it('counts every part of what is sent', () => {
    const words = 'twenty words '.repeat(10);
    const call = {
      callId: 'c',
      name: 'search_products',
      arguments: JSON.stringify({ query: words }),
    };
    const tool = { name: 't', description: words, parameters: {} };
    const worth = estimateTextTokens(words);
    expect(added(user(words))).toBeGreaterThan(worth);
    expect(added({ role: 'tool', callId: 'c', name: 't', output: words })).toBeGreaterThan(worth);
    expect(added({ role: 'assistant', text: words, toolCalls: [] })).toBeGreaterThan(worth);
    expect(added({ role: 'assistant', text: '', toolCalls: [call] })).toBeGreaterThan(worth);
    expect(
      added({ role: 'assistant', text: '', toolCalls: [], echo: { signature: words } }),
    ).toBeGreaterThan(worth);
    expect(estimateTokens({ ...asking(), tools: [tool] }) - bare).toBeGreaterThan(worth);
    expect(estimateTokens({ ...asking(), system: words })).toBeGreaterThan(worth);
  });

  it('counts pictures by their detail and not by their bytes', () => {
    expect(added(picture('low'))).toBeLessThan(2_000);
    expect(added(picture('high'))).toBeGreaterThanOrEqual(3_779);
    expect(added(picture('auto'))).toBe(added(picture('high')));
    expect(added(picture('high'))).toBeLessThan(10_000);
  });

  it('takes a small picture for what it costs those that count its pixels, whatever its detail is called', () => {
    const { side } = MODEL_PHOTO_SIZE.low;
    const patches = (size: number) => Math.ceil(side / size) ** 2;
    const small = added(picture('low'));
    expect(small).toBeGreaterThanOrEqual((side * side) / 750); // Claude
    expect(small).toBeGreaterThanOrEqual(patches(28)); // Qwen-VL
    expect(small).toBeGreaterThanOrEqual(1_120); // Gemini 3
    expect(small).toBeGreaterThanOrEqual((patches(336) + 1) * 144); // Llama 4
    expect(added(picture('low'), 'pixtral-12b-2409')).toBeGreaterThanOrEqual(48 * (48 + 1));
    expect(added(picture('low'), 'llama3.2-vision:11b')).toBeGreaterThanOrEqual(4 * 1_601);
    expect(added(picture('low'), 'Llama-3.2-11B-Vision-Instruct')).toBe(
      added(picture('high'), 'llama3.2-vision'),
    );
  });

  it('knows how dear pictures are to gpt-4o-mini, by whatever name', () => {
    const tiles = 2_833 + 8 * 5_667;
    expect(added(picture('high'), 'openai/gpt-4o-mini-2024-07-18')).toBeGreaterThanOrEqual(tiles);
    expect(added(picture('low'), 'gpt-4o-mini')).toBeGreaterThanOrEqual(2_833);
    expect(added(picture('high'), 'gpt-4o')).toBeLessThan(tiles);
  });
});
