import { refusing, saying, type UpstreamStep } from '../../fakes/fake-llm-server.ts';
import type { Fault, Faults } from './fault.ts';

const STATUSES: Record<string, { description: string; error: object }> = {
  400: {
    description: 'finds the request wrong',
    error: { message: 'Invalid value for messages.', type: 'invalid_request_error' },
  },
  401: {
    description: 'does not accept the key',
    error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' },
  },
  403: {
    description: 'does not allow it',
    error: { message: 'Your project may not use this model.', type: 'permission_error' },
  },
  404: {
    description: 'has nothing at this address',
    error: { message: 'Not found.', type: 'not_found_error' },
  },
  408: { description: 'was late itself', error: { message: 'Request timed out.' } },
  409: { description: 'met a conflict', error: { message: 'Conflict, please try again.' } },
  500: { description: 'broke', error: { message: 'The server had an error.' } },
  502: { description: 'has a broken upstream', error: { message: 'Bad gateway.' } },
  503: { description: 'has no room', error: { message: 'The engine is overloaded.' } },
  504: { description: 'has a late upstream', error: { message: 'Gateway time-out.' } },
  529: { description: 'is overloaded', error: { type: 'overloaded_error', message: 'Overloaded' } },
};

const byStatus = Object.fromEntries(
  Object.entries(STATUSES).map(([status, { description, error }]): [string, Fault] => [
    status,
    { description, answer: () => refusing(Number(status), error) },
  ]),
);

const TOO_MANY = { message: 'Rate limit reached for requests.', type: 'requests' };

/** 429 with these headers. */
function tooMany(headers: Record<string, string> = {}): UpstreamStep[] {
  return refusing(429, TOO_MANY, headers);
}

/** Refuses every other request with these headers and answers the rest. */
function refusingOnce(headers: () => Record<string, string>): Fault['answer'] {
  return ({ count }) => (count % 2 === 1 ? tooMany(headers()) : saying('Now there is room.'));
}

/** Answers that are none, with a status that says so. */
export const refusals: Faults = {
  ...byStatus,
  429: { description: 'has had too many requests', answer: () => tooMany() },
  'retry-after': {
    description: '429 with `retry-after: 1`, then answers',
    answer: refusingOnce(() => ({ 'retry-after': '1' })),
  },
  'retry-after-ms': {
    description: '429 with `retry-after-ms: 200`, then answers',
    answer: refusingOnce(() => ({ 'retry-after-ms': '200' })),
  },
  'retry-after-date': {
    description: '429 with a `retry-after` of a date a second from now, then answers',
    // Dates have whole seconds; cut down, this one might be now.
    answer: refusingOnce(() => ({ 'retry-after': new Date(Date.now() + 1_500).toUTCString() })),
  },
  'retry-after-negative': {
    description: '429 with `retry-after: -1`',
    answer: () => tooMany({ 'retry-after': '-1' }),
  },
  'retry-after-forever': {
    description: '429 with `retry-after: 999999`',
    answer: () => tooMany({ 'retry-after': '999999' }),
  },
  'retry-after-garbage': {
    description: '429 with `retry-after: soon`',
    answer: () => tooMany({ 'retry-after': 'soon' }),
  },
  'should-not-retry': {
    description: '500 with `x-should-retry: false`',
    answer: () => refusing(500, { message: 'Broken for good.' }, { 'x-should-retry': 'false' }),
  },
  'context-length': {
    description: 'finds the conversation too long',
    answer: () =>
      refusing(400, {
        message:
          "This model's maximum context length is 16385 tokens. However, your messages resulted in 17210 tokens.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'context_length_exceeded',
      }),
  },
  'leaks-key': {
    description: '401 that repeats the key and a stack trace',
    answer: () =>
      refusing(401, {
        message: 'Incorrect API key provided: sk-secret-1234567890. at auth.py line 17',
        code: 'invalid_api_key',
      }),
  },
};
