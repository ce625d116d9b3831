import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ApiError, sendError, sendJson } from './api-error.ts';
import { ChatRequest } from './chat-request.ts';
import { completeMove, completionChunks, MODEL_NAME, wholeCompletion } from './completion.ts';
import { decide } from './decide.ts';
import { readDialogue } from './dialogue.ts';
import { readBody } from './read-body.ts';
import { type Pace, sendStream } from './send-stream.ts';

export interface RouteDeps {
  pace: Pace;
  log(message: string): void;
}

/** Answers one request, whatever happens. `signal` is aborted when the client is gone or time is up. */
export async function handleRequest(
  deps: RouteDeps,
  {
    request,
    response,
    signal,
  }: { request: IncomingMessage; response: ServerResponse; signal: AbortSignal },
): Promise<void> {
  try {
    await route(deps, { request, response, signal });
  } catch (error) {
    if (response.headersSent || response.destroyed || signal.aborted) {
      response.destroy();
    } else if (error instanceof ApiError) {
      sendError(response, error);
    } else {
      deps.log(
        `demo model failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      sendError(response, new ApiError(500, 'internal', 'The demo model failed.'));
    }
  }
}

async function route(
  deps: RouteDeps,
  {
    request,
    response,
    signal,
  }: { request: IncomingMessage; response: ServerResponse; signal: AbortSignal },
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/v1/models' && request.method === 'GET') {
    sendJson(response, 200, { object: 'list', data: [MODEL] });
  } else if (path === `/v1/models/${MODEL_NAME}` && request.method === 'GET') {
    sendJson(response, 200, MODEL);
  } else if (path === '/v1/chat/completions' && request.method === 'POST') {
    await answerChat(deps, { body: await readBody(request), response, signal });
  } else {
    throw new ApiError(404, 'unknown_url', `Unknown request URL: ${request.method} ${path}.`);
  }
}

const MODEL = { id: MODEL_NAME, object: 'model', created: 1767225600, owned_by: 'aisle' };

async function answerChat(
  { pace }: RouteDeps,
  { body, response, signal }: { body: string; response: ServerResponse; signal: AbortSignal },
): Promise<void> {
  const request = parseRequest(body);
  const completion = completeMove(decide(readDialogue(request)), lettersOf(request));
  if (request.stream) {
    const chunks = completionChunks(completion, request.stream_options?.include_usage ?? false);
    await sendStream(response, chunks, { pace, signal });
  } else {
    sendJson(response, 200, wholeCompletion(completion));
  }
}

function parseRequest(body: string): ChatRequest {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new ApiError(400, 'invalid_json', 'The body is not valid JSON.');
  }
  const parsed = ChatRequest.safeParse(json);
  if (parsed.success) return parsed.data;
  const param = parsed.error.issues[0]?.path.join('.') || null;
  throw new ApiError(400, 'invalid_request', z.prettifyError(parsed.error), param);
}

/** Text only: a picture's bytes are no words. */
function lettersOf({ messages }: ChatRequest): number {
  return messages.reduce((sum, { content }) => {
    if (!content) return sum;
    if (typeof content === 'string') return sum + content.length;
    return (
      sum +
      content.reduce((letters, part) => letters + (part.type === 'text' ? part.text.length : 0), 0)
    );
  }, 0);
}
