import type { ModelClient, ModelEnd, ModelEvent } from './model-client.ts';
import { modelFailure } from './model-failures.ts';

/**
 * Makes failures of answers that end properly and say nothing: `model_empty`, which is worth another try, and
 * `model_content_filter` when the provider withheld them. An answer cut by its length limit passes.
 */
export function requireAnswer(client: ModelClient): ModelClient {
  return {
    async ask(request, { signal, hear }) {
      let blank = '';
      let saidSomething = false;
      let silence: keyof typeof SILENCES | undefined;

      function hearFirst(event: ModelEvent): void {
        if (event.type === 'text-delta') {
          // White space alone is no answer: it waits for a word to go with.
          blank += event.text;
          saidSomething = blank.trim() !== '';
          if (saidSomething) hear({ type: 'text-delta', text: blank });
          return;
        }
        saidSomething = event.type === 'tool-call';
        if (event.type === 'end') silence = reasonOfSilence(event);
        if (!silence) hear(event);
      }

      await client.ask(request, {
        signal,
        hear: (event) => (saidSomething ? hear(event) : hearFirst(event)),
      });
      if (silence) throw modelFailure(silence, SILENCES[silence]);
    },
  };
}

const SILENCES = {
  content_filter: 'the provider withheld the answer',
  empty_response: 'the model ended without an answer',
};

/** Why an answer that ends and has said nothing is none; undefined when its length limit cut it. */
export function reasonOfSilence({ reason, refusal }: ModelEnd): keyof typeof SILENCES | undefined {
  if (reason === 'content-filter' || refusal) return 'content_filter';
  return reason === 'length' ? undefined : 'empty_response';
}
