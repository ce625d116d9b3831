import { Agent, type Dispatcher } from 'undici';
import type { ModelClient, ModelRequest } from '../model-client.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import type { RateLimits } from '../model-rate.ts';
import { buildRequest } from './build-request.ts';
import { type ModelTimeLimits, startDeadlines } from './call-deadlines.ts';
import { startingDialect } from './dialect.ts';
import { lessonFrom, withLesson } from './dialect-lessons.ts';
import type { AnswerBody } from './http-exchange.ts';
import { chatAddress, type OpenOptions, openAnswer } from './open-answer.ts';
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

/** Made once: the AbortError that stands in for no reason is one with a stack for every call. */
const OVER = new Error('the call is over');

/** More refusals than that of one request are no dialect but a dead end. */
const MAX_LESSONS = 8;

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
  const address = chatAddress(endpoint);
  let dialect = startingDialect(endpoint);

  async function openInDialect(
    request: ModelRequest,
    options: Pick<OpenOptions, 'signal' | 'confirm'>,
  ): Promise<AnswerBody> {
    for (let lessons = 0; ; lessons++) {
      const asked = dialect;
      const body = buildRequest(endpoint, asked, request);
      const opened = await openAnswer(dispatcher, address, { body, onRateLimits, ...options });
      if ('body' in opened) return opened.body;
      const { rejected, complaint } = opened;
      const lesson = lessonFrom(asked, { failure: rejected, complaint, body });
      if (!lesson) throw rejected;
      // To what is known by now: other requests may have learnt while this one was under way.
      dialect = withLesson(dialect, lesson);
      if (lessons === MAX_LESSONS) throw rejected;
    }
  }

  return {
    async ask(request, { signal, hear }) {
      signal.throwIfAborted();
      const cut = new AbortController();
      // By hand: to make an AbortSignal.any and to listen to it takes longer than to build the request.
      const stop = () => cut.abort(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      const deadlines = startDeadlines(limits, (failure) => cut.abort(failure));
      try {
        const confirm = async () => request.confirm?.().catch((error) => cut.abort(error));
        const body = await openInDialect(request, { signal: cut.signal, confirm });
        deadlines.headArrived();
        await readAnswer(body, { endpoint, deadlines, maxEventChars, hear });
      } finally {
        deadlines.stop();
        signal.removeEventListener('abort', stop);
        // Nothing is left to close after a whole answer; after anything else the socket must go now.
        cut.abort(OVER);
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
