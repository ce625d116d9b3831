import { ModelFailure } from '../../errors.ts';
import type { ModelListener } from '../model-client.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import { modelFailure } from '../model-failures.ts';
import { createAnswer, type GrowingAnswer, isContent } from './assemble-answer.ts';
import type { CallDeadlines } from './call-deadlines.ts';
import { classifyErrorInAnswer } from './classify-error.ts';
import type { AnswerBody } from './http-exchange.ts';
import type { WireChunk } from './openai-wire.ts';
import { readChunks, readToEnd } from './read-chunks.ts';

export interface AnswerContext {
  endpoint: ModelEndpoint;
  deadlines: CallDeadlines;
  maxEventChars: number;
  hear: ModelListener['hear'];
}

/** How long usage and `[DONE]` may take after the model said why it ended. Some never send them. */
const EPILOGUE_MS = 2_000;

/**
 * The body of a 200 → events: text as it comes, all that one read brought in one event; tool calls at the end
 * only. A finish reason makes an answer whole, or `[DONE]` after content; the end of the connection alone does
 * not. What was said before a failure has been heard.
 */
export async function readAnswer(body: AnswerBody, context: AnswerContext): Promise<void> {
  const { endpoint, maxEventChars, hear } = context;
  const answer = createAnswer();
  let done = false;

  function take(chunks: Iterable<WireChunk | 'done'>): boolean {
    const said = readBatch(chunks, answer, context);
    if (said.text !== '') hear({ type: 'text-delta', text: said.text });
    if ('failure' in said) throw said.failure;
    done = said.done;
    return done;
  }

  try {
    await readChunks(body, { apiKey: endpoint.apiKey, maxEventChars, take });
  } catch (error) {
    if (!isOnlyEpilogueLost(error, answer)) throw error;
  }
  if (done) await readToEnd(body);
  refuseUnfinished(answer, done);
  const { text, toolCalls, end } = answer.finish(endpoint);
  if (text !== '') hear({ type: 'text-delta', text });
  for (const call of toolCalls) hear({ type: 'tool-call', ...call });
  hear(end);
}

/** What a batch says. The text before a failure is still to be heard, so that is returned and not thrown. */
type Said = { text: string; done: boolean } | { text: string; failure: unknown };

function readBatch(
  chunks: Iterable<WireChunk | 'done'>,
  answer: GrowingAnswer,
  { endpoint, deadlines }: AnswerContext,
): Said {
  let text = '';
  let hasContent = false;
  let hasFinish = false;
  try {
    for (const chunk of chunks) {
      if (chunk === 'done') return { text, done: true };
      text += answer.add(chunk);
      hasContent ||= isContent(chunk);
      hasFinish ||= chunk.finishReason !== undefined;
      if (chunk.error !== undefined) throw classifyErrorInAnswer(chunk.error, endpoint.apiKey);
    }
    return { text, done: false };
  } catch (failure) {
    return { text, failure };
  } finally {
    if (hasContent) deadlines.contentArrived();
    if (hasFinish) deadlines.allowEpilogue(EPILOGUE_MS);
  }
}

function isOnlyEpilogueLost(error: unknown, answer: GrowingAnswer): boolean {
  if (!(error instanceof ModelFailure) || answer.finishReason() === undefined) return false;
  return error.reason === 'network' || error.reason === 'timeout';
}

function refuseUnfinished(answer: GrowingAnswer, done: boolean): void {
  const reason = answer.finishReason();
  if (reason === undefined) {
    // Relays write `[DONE]` also when their upstream was cut, but nothing tells the two apart.
    if (done && answer.hasContent()) return;
    if (answer.hasStarted()) throw modelFailure('truncated', 'the answer has no end');
    throw modelFailure('empty_response', 'the answer is empty', { status: 200 });
  }
  if (/malformed_function_call/i.test(reason)) {
    throw modelFailure('malformed_tool_call', `the model ended with ${reason}`);
  }
  if (reason === 'insufficient_system_resource') {
    throw modelFailure('overloaded', `the model ended with ${reason}`);
  }
  // The second one is z.ai's, for a model that broke off.
  if (reason === 'error' || reason === 'network_error') {
    throw modelFailure('server', 'the model ended with an error');
  }
}
