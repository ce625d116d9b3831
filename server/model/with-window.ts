import { ModelFailure } from '../errors.ts';
import { type ContextSize, LEAST_TOKENS } from './context-size.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { fitWindow, type Room, withoutPictures } from './fit-window.ts';
import type { ModelClient, ModelRequest } from './model-client.ts';
import type { ModelEndpoint } from './model-endpoint.ts';
import { modelFailure } from './model-failures.ts';

export interface WindowOptions {
  endpoint: Pick<ModelEndpoint, 'model' | 'maxOutputTokens'>;
  size: ContextSize;
}

/**
 * Shortens what does not fit the endpoint's window; see `fitWindow`. When the endpoint finds it too long nevertheless,
 * before the first content, the request is shortened further and sent once more, and the size is remembered. Throws
 * ModelFailure with reason `does_not_fit` when nothing is left to shorten or that was refused too.
 */
export function withWindow(client: ModelClient, { endpoint, size }: WindowOptions): ModelClient {
  const { model } = endpoint;

  function fitKnownWindow(request: ModelRequest): ModelRequest {
    const tokens = size.known();
    if (tokens !== undefined) return fitWindow(request, roomIn(tokens, endpoint));
    if (estimateTokens(request, model) > WORTH_ASKING_TOKENS) size.ask();
    return request;
  }

  return {
    async ask(request, { signal, hear }) {
      const sent = fitKnownWindow(request);
      let saidSomething = false;
      let refusal: ModelFailure;
      try {
        await client.ask(sent, {
          signal,
          hear(event) {
            saidSomething ||= event.type !== 'waiting';
            hear(event);
          },
        });
        return;
      } catch (error) {
        if (saidSomething || !(error instanceof ModelFailure)) throw error;
        refusal = error;
      }
      const shorter = shortenAfter(refusal, sent, { endpoint, size });
      await client.ask(shorter, { signal, hear }).catch(refuseStillTooLong);
    },
  };
}

/** Fewer tokens fit every window that is listed anywhere. Smaller ones are learnt when they refuse. */
const WORTH_ASKING_TOKENS = 8_000;

/** The estimate of ordinary text is 1.0 to 2 times the truth: what it puts at this many windows may still fit one. */
const DOUBT = 1.5;

/** Of the window, for the answer, where no limit is configured: a quarter, at most so many tokens. */
const ANSWER_TOKENS = 4_096;
const ANSWER_SHARE = 0.25;

/** After a refusal that tells no size, or one that we thought to have kept: so much of what was sent. */
const AFTER_REFUSAL_SHARE = 0.75;

/** What is hardly shorter than what was refused is not worth another request. */
const WORTH_SENDING_SHARE = 0.95;

function roomIn(
  contextTokens: number,
  { model, maxOutputTokens }: WindowOptions['endpoint'],
): Room {
  const answer = maxOutputTokens ?? Math.min(ANSWER_TOKENS, contextTokens * ANSWER_SHARE);
  // An answer that may fill the window alone would leave no question.
  const tokens = contextTokens - Math.min(answer, contextTokens / 2);
  return { tokens, atMost: contextTokens * DOUBT, model };
}

/** What to send after this failure: the refusal itself is thrown when sending less would not mend it. */
function shortenAfter(
  refusal: ModelFailure,
  sent: ModelRequest,
  { endpoint, size }: WindowOptions,
): ModelRequest {
  // That many bytes are pictures. Without them the tools can still look.
  if (refusal.reason === 'payload_too_large' && showsPictures(sent)) {
    return { ...sent, messages: sent.messages.map(withoutPictures) };
  }
  if (refusal.reason !== 'context_length') throw refusal;
  const took = estimateTokens(sent, endpoint.model);
  const { limit = 0, requested = took } = refusal.contextTokens ?? {};
  // The provider's count of this request tells how far off our estimate of it is.
  const stated = (roomIn(limit, endpoint).tokens * took) / requested;
  const believed = limit >= LEAST_TOKENS && stated < took;
  const tokens = believed ? stated : took * AFTER_REFUSAL_SHARE;
  size.learn(believed ? limit : tokens);
  return fitWindow(sent, { tokens, atMost: took * WORTH_SENDING_SHARE, model: endpoint.model });
}

function showsPictures({ messages }: ModelRequest): boolean {
  return messages.some(
    (message) => message.role === 'user' && message.content.some(({ type }) => type !== 'text'),
  );
}

/** Once more and no further: what is still too long cannot be asked. */
function refuseStillTooLong(error: unknown): never {
  if (!(error instanceof ModelFailure) || error.reason !== 'context_length') throw error;
  throw modelFailure('does_not_fit', error.message, { cause: error });
}
