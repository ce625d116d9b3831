import { Agent, type Dispatcher } from 'undici';
import type { ModelClient, ModelEvent } from '../model-client.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import type { RateLimits } from '../model-rate.ts';
import { buildRequest } from './build-request.ts';
import { type ModelTimeLimits, startDeadlines } from './call-deadlines.ts';
import { learnDialect, startingDialect } from './dialect.ts';
import { type Opened, openAnswer } from './open-answer.ts';
import { readAnswer } from './read-answer.ts';

export interface OpenAiModelClientOptions {
  limits: ModelTimeLimits;
  /** The largest single event, in UTF-16 units; 2 Mi when absent. A whole answer may take eight times that. */
  maxEventChars?: number;
  /** Own sockets when absent, kept alive between calls. */
  dispatcher?: Dispatcher;
  /** Told with the head of every answer, as far as it says something of limits per minute. */
  onRateLimits?: (limits: RateLimits) => void;
}

const MAX_EVENT_CHARS = 2 * 1024 * 1024;

/** More refusals than that of one request are no dialect but a dead end. */
const MAX_LESSONS = 4;

/**
 * Speaks OpenAI's Chat Completions with one endpoint, as tolerantly as its many dialects ask for. What an
 * endpoint refuses by name is left out or said differently, at once and from then on. Every failure is a
 * ModelFailure; aborting closes the socket at once and throws the signal's reason.
 */
export function openAiModelClient(
  endpoint: ModelEndpoint,
  options: OpenAiModelClientOptions,
): ModelClient {
  const { limits, maxEventChars = MAX_EVENT_CHARS, onRateLimits } = options;
  const dispatcher = options.dispatcher ?? modelSockets(limits.connectMs);
  let dialect = startingDialect(endpoint);

  return {
    async *stream(request, signal): AsyncGenerator<ModelEvent> {
      signal.throwIfAborted();
      const cut = new AbortController();
      const either = AbortSignal.any([signal, cut.signal]);
      const deadlines = startDeadlines(limits, (failure) => cut.abort(failure));
      const open = (): Promise<Opened> => {
        const body = buildRequest(endpoint, dialect, request);
        return openAnswer(dispatcher, endpoint, { body, signal: either, onRateLimits });
      };
      try {
        let opened = await open();
        for (let lessons = 0; 'rejected' in opened; lessons++) {
          const learnt = learnDialect(dialect, opened.rejected, opened.complaint);
          if (!learnt || lessons === MAX_LESSONS) throw opened.rejected;
          dialect = learnt;
          opened = await open();
        }
        deadlines.headArrived();
        yield* readAnswer(opened.body, { endpoint, deadlines, signal: either, maxEventChars });
      } finally {
        deadlines.stop();
        // Nothing is left to close after a whole answer; after anything else the socket must go now.
        cut.abort();
      }
    },
  };
}

/** Sockets for model calls. Time-outs after connecting are kept by the call, which knows what counts as silence. */
function modelSockets(connectMs: number): Agent {
  return new Agent({
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 30_000,
  });
}
