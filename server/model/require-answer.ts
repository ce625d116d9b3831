import type { ModelClient, ModelEnd, ModelEvent } from './model-client.ts';
import { modelFailure } from './model-failures.ts';

/**
 * Makes failures of answers that end properly and say nothing: `model_empty`, which is worth another try, and
 * `model_content_filter` when the provider withheld them. An answer cut by its length limit passes.
 */
export function requireAnswer(client: ModelClient): ModelClient {
  return {
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      let blank = '';
      let saidSomething = false;
      for await (const event of client.stream(request, signal)) {
        if (event.type === 'end' && !saidSomething) {
          const reason = reasonOfSilence(event);
          if (reason) throw modelFailure(reason, SILENCES[reason]);
        }
        // White space alone is no answer: it waits for a word to go with.
        if (event.type === 'text-delta' && !saidSomething) {
          blank += event.text;
          if (blank.trim() === '') continue;
          saidSomething = true;
          yield { type: 'text-delta', text: blank };
          continue;
        }
        saidSomething ||= event.type === 'tool-call';
        yield event;
      }
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
