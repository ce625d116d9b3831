import { expect, it } from 'vitest';
import { sharedPrompts } from '../../../server/agent/prompt-of-store.ts';
import { systemPrompt } from '../../../server/agent/system-prompt.ts';
import { StoreSettings } from '../../../shared/store.ts';
import { aStore } from '../../fixtures/store.ts';

const NOON = new Date('2026-06-15T12:00:00Z');
const NEXT_DAY = new Date('2026-06-16T12:00:00Z');

it('tells what is true now, and of each shop its own', () => {
  const promptOf = sharedPrompts();
  const shop = aStore();
  const other = aStore({ id: '0197b1c0-0000-7000-8000-000000000002', name: 'Another' });
  const changed = aStore({ settings: StoreSettings.parse({ instructions: 'Ship free.' }) });
  const asked: [typeof shop, Date][] = [
    [shop, NOON],
    [other, NOON],
    [shop, NOON],
    [shop, NEXT_DAY],
    [changed, NEXT_DAY],
    [shop, NOON],
  ];
  const prompts = asked.map(([store, now]) => promptOf(store, now));
  expect(prompts).toEqual(asked.map(([store, now]) => systemPrompt(store, now)));
  expect(new Set(prompts).size).toBe(4);
});
