import { expect, test } from 'vitest';
import { startingDialect } from '../../../../server/model/wire/dialect.ts';

test('knows the dialects of the large providers beforehand', () => {
  const dialectOf = (baseUrl: string) => startingDialect({ baseUrl, model: 'm' });
  expect(dialectOf('https://api.openai.com/v1').tokenLimits[0]).toBe('max_completion_tokens');
  expect(dialectOf('https://api.mistral.ai/v1').toolIds).toBe('nine-characters');
  expect(dialectOf('https://api.deepseek.com').echoReasoning).toBe(true);
  const gemini = dialectOf('https://generativelanguage.googleapis.com/v1beta/openai/');
  expect(gemini).toMatchObject({ toolSchema: 'gemini', documents: 'image_url' });
  expect(dialectOf('http://relay.test/v1')).toMatchObject({
    toolSchema: 'full',
    documents: 'file',
  });
});
