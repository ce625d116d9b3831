import { expect, test } from 'vitest';
import type { ChatMessage } from '../../../../shared/message.ts';
import { transcriptOf } from '../../../../widget/app/extras/transcript.ts';
import { labelsFrom } from '../../../../widget/app/labels.ts';
import { en } from '../../../../widget/app/words/en.ts';

const labels = labelsFrom(en, { language: 'en' });
const reader = { labels, locale: 'en', name: 'Fernwood', opening: undefined };
const price = { amount: 4_900, currency: 'USD' };
const messages: ChatMessage[] = [
  {
    id: 'q',
    role: 'user',
    metadata: { created_at: '2026-03-02T10:00:00Z' },
    parts: [
      { type: 'file', mediaType: 'image/webp', url: '/v1/images/1' },
      { type: 'text', text: 'This one?' },
    ],
  },
  {
    id: 'a',
    role: 'assistant',
    parts: [
      { type: 'text', text: 'Yes:' },
      {
        type: 'data-products',
        id: 'p',
        data: {
          products: [
            {
              id: 'tent',
              handle: 'tent',
              title: 'Lull tent',
              url: 'https://fernwood.example/tent',
              price_range: { min: price, max: price },
              availability: { available: true },
            },
          ],
        },
      },
    ],
  },
];

test('tells who said what, with photos, products and their prices', () => {
  const text = transcriptOf(messages, reader);
  expect(text).toMatch(/^Fernwood\n\nYou, .+\n\[Photo\]\nThis one\?\n\nAI assistant\nYes:\n/);
  expect(text).toContain('- Lull tent $49.00 https://fernwood.example/tent\n');
});

test('begins with what the assistant said by itself', () => {
  const text = transcriptOf(messages, { ...reader, opening: 'Can I help you choose?' });
  expect(text).toMatch(/^Fernwood\n\nAI assistant\nCan I help you choose\?\n\nYou, /);
});
