import type { ModelEndpoint } from './model-endpoint.ts';
import type { ListedModel } from './wire/list-models.ts';

/** How large the window of one endpoint is, as far as it is known. */
export interface ContextSize {
  /** Tokens of input and output together: the least of what was configured or listed and what was learnt. */
  known(): number | undefined;
  /** Begins to find out, once, without making anybody wait. */
  ask(): void;
  /** What a refusal taught. Nothing below `LEAST_TOKENS` is believed. */
  learn(tokens: number): void;
}

export interface ContextSizeOptions {
  /** The endpoint's list of models; undefined when it has none. */
  list(): Promise<ListedModel[] | undefined>;
  /** For the log: the window turned out to be smaller than known. */
  onLearn?: (tokens: number) => void;
}

/** No model in use is smaller; a refusal that says so was misread, and believing it would end every conversation. */
export const LEAST_TOKENS = 2_048;

/** What was configured goes before what is listed; a refusal goes before both. */
export function contextSize(
  { model, contextTokens }: ModelEndpoint,
  { list, onLearn }: ContextSizeOptions,
): ContextSize {
  let stated = contextTokens;
  let learnt: number | undefined;
  let asked = contextTokens !== undefined;

  function known(): number | undefined {
    const sizes = [stated, learnt].filter((tokens) => tokens !== undefined);
    return sizes.length > 0 ? Math.min(...sizes) : undefined;
  }

  async function readList(): Promise<void> {
    const models = await list();
    stated = models?.find(({ id }) => id === model)?.contextLength;
  }

  return {
    known,
    ask() {
      if (asked) return;
      asked = true;
      // A list that cannot be had says nothing: a refusal will tell the size.
      readList().catch(() => {});
    },
    learn(tokens) {
      const before = known();
      if (tokens < LEAST_TOKENS || (before !== undefined && tokens >= before)) return;
      learnt = Math.floor(tokens);
      onLearn?.(learnt);
    },
  };
}
