import { currentTurn, type Dialogue } from './dialogue.ts';
import type { KnownProducts } from './known-products.ts';
import type { Labels } from './labels.ts';
import { labelsOf } from './labels-of.ts';
import type { Language } from './language.ts';
import type { ToolResult } from './tool-results.ts';
import type { Utterance } from './utterance.ts';

/** What a policy decides from: the last message, what was looked up for it so far, the words to answer with. */
export interface Scene {
  dialogue: Dialogue;
  utterance: Utterance;
  known: KnownProducts;
  results: ToolResult[];
  language: Language;
  labels: Labels;
}

/** Either the answer, or what to look up before it. */
export type Move = { say: string } | { call: PlannedCall[] };

export interface PlannedCall {
  name: string;
  args: Record<string, unknown>;
}

export function sceneOf(dialogue: Dialogue, known: KnownProducts): Scene {
  const { utterance, results } = currentTurn(dialogue);
  const { language } = utterance;
  return { dialogue, utterance, known, results, language, labels: labelsOf(language) };
}

export function resultsOf(scene: Scene, name: string): ToolResult[] {
  return scene.results.filter((result) => result.name === name);
}

/** Lines of an answer; empty ones are left out. What follows a list is a paragraph of its own. */
export function lines(...texts: (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined).reduce(joined, '');
}

function joined(before: string, next: string): string {
  if (before === '' || next === '') return before || next;
  const endsList = (before.split('\n').at(-1) ?? '').startsWith('- ') && !next.startsWith('- ');
  return `${before}${endsList ? '\n\n' : '\n'}${next}`;
}

/** Sentences of one paragraph. */
export function sentences(...texts: (string | undefined)[]): string {
  return texts.filter(Boolean).join(' ');
}
