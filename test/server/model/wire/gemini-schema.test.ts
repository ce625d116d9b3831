import { expect, test } from 'vitest';
import { toGeminiSchema } from '../../../../server/model/wire/gemini-schema.ts';

test('says in the subset what the subset can say and drops the rest', () => {
  expect(
    toGeminiSchema({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      required: ['q'],
      properties: {
        q: { type: 'string', minLength: 1, description: 'Words.' },
        max: { type: ['integer', 'null'], exclusiveMinimum: 0 },
        mode: { const: 'fast' },
        tags: { type: 'array', uniqueItems: true, items: { type: 'string', $comment: 'x' } },
        price: { oneOf: [{ type: 'number', exclusiveMaximum: 5 }, { type: 'string' }] },
        const: { type: 'string' },
      },
    }),
  ).toEqual({
    type: 'object',
    required: ['q'],
    properties: {
      q: { type: 'string', minLength: 1, description: 'Words.' },
      max: { type: 'integer', nullable: true, minimum: 1 },
      mode: { type: 'string', enum: ['fast'] },
      tags: { type: 'array', items: { type: 'string' } },
      price: { anyOf: [{ type: 'number', maximum: 5 }, { type: 'string' }] },
      const: { type: 'string' },
    },
  });
});
