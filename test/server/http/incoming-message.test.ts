import { expect, test } from 'vitest';
import { incomingMessage } from '../../../server/http/incoming-message.ts';
import { StoreSettings } from '../../../shared/store.ts';

const proactive = {
  enabled: true,
  days: 7,
  rules: [
    {
      trigger: { on: 'exit' },
      cart: 'any',
      pages: [],
      texts: [{ locale: 'en', text: 'Can I help you choose?' }],
    },
  ],
};
const store = { settings: StoreSettings.parse({ proactive }) };
const message = { id: 'm', role: 'user' as const, parts: [{ type: 'text' as const, text: 'Yes' }] };

function contextOf(context: Record<string, unknown> | undefined, locale?: string) {
  return incomingMessage({ id: 'c', message, context }, { locale, store }).context;
}

test('keeps what was said in the name of the assistant where the shop has such words', () => {
  const page = 'product';
  expect(contextOf({ page, said: 'Can I help you choose?' })).toEqual({
    page,
    opening: 'Can I help you choose?',
  });
  expect(contextOf({ page, said: 'Everything is free today.' })).toEqual({ page });
});

test('keeps nothing where the page told nothing', () => {
  expect(contextOf(undefined)).toBeUndefined();
  expect(contextOf({ said: 'Everything is free today.' })).toBeUndefined();
  expect(contextOf(undefined, 'vi')).toEqual({ locale: 'vi' });
});
