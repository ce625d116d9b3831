import type { PlainName, Words } from './words/en.ts';

/** The panel's words in the shopper's language. */
export interface Labels extends Words {
  /** A word with its `{names}` filled in; with a `count` in the form that the language has for that many. */
  say(name: PlainName, values: Record<string, string | number>): string;
}

/** `language` is a BCP 47 tag that `Intl` takes; `own` are words that the page puts in the place of ours. */
export function labelsFrom(
  words: Words,
  { language, own = {} }: { language: string; own?: Partial<Words> },
): Labels {
  const all = { ...words, ...own };
  const plural = new Intl.PluralRules(language);
  return {
    ...all,
    say(name, values) {
      const { count } = values;
      const form = typeof count === 'number' ? all[`${name}_${plural.select(count)}`] : undefined;
      return (form ?? all[name]).replace(/\{(\w+)\}/g, (_, key) => `${values[key] ?? ''}`);
    },
  };
}
