import { tokensOf } from './references.ts';
import { TOPICS } from './topics.ts';
import { fold, type Utterance } from './utterance.ts';
import { WARES } from './vocabulary.ts';

/** A word that is neither a kind of ware nor a property: a brand or a model. */
export function holdsProperName(utterance: Utterance, name: string): boolean {
  const ordinary = new Set(
    [WARES, ...TOPICS.map((topic) => topic.named)].flatMap((set) =>
      [...tokensOf(utterance, set)].map((index) => utterance.tokens[index]?.folded ?? ''),
    ),
  );
  return fold(name)
    .split(/[\s-]+/)
    .some((word) => /\p{L}/u.test(word) && !ordinary.has(word));
}
