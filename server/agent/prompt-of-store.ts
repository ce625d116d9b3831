import type { Store } from '../shop/store.ts';
import { systemPrompt } from './system-prompt.ts';

/** The system prompt of a store at the moment. */
export type PromptOfStore = (store: Store, now: Date) => string;

/** Gives equal prompts of a store as one text: each turn that waits for its model would keep five kilobytes of its own. */
export function sharedPrompts(): PromptOfStore {
  const latest = new Map<string, string>();
  return (store, now) => {
    const prompt = systemPrompt(store, now);
    const before = latest.get(store.id);
    if (before === prompt) return before;
    latest.set(store.id, prompt);
    return prompt;
  };
}
