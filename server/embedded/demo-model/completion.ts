import { randomUUID } from 'node:crypto';
import type { Move } from './scene.ts';

export const MODEL_NAME = 'aisle-demo';
/** OpenAI's field for "what exactly answered": the honest place to say it to a program. */
export const SYSTEM_FINGERPRINT = 'aisle-demo';

/** One answer before it takes a wire form. */
export interface Completion {
  id: string;
  /** Seconds since 1970. */
  created: number;
  text: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** `promptLength`: letters of the request. Token counts are an estimate of four letters a token. */
export function completeMove(move: Move, promptLength: number): Completion {
  const text = 'say' in move ? move.say : '';
  const toolCalls =
    'call' in move
      ? move.call.map(({ name, args }) => ({
          id: `call_${randomUUID().replaceAll('-', '')}`,
          name,
          arguments: JSON.stringify(args),
        }))
      : [];
  const written = text + toolCalls.map((call) => call.name + call.arguments).join('');
  const prompt = estimateTokens(promptLength);
  const completion = estimateTokens(written.length);
  return {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    text,
    toolCalls,
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    },
  };
}

function estimateTokens(letters: number): number {
  return Math.max(1, Math.ceil(letters / 4));
}

/** The answer in one piece: OpenAI's `chat.completion`. */
export function wholeCompletion(completion: Completion) {
  const { id, created, text, toolCalls, usage } = completion;
  return {
    id,
    object: 'chat.completion',
    created,
    model: MODEL_NAME,
    system_fingerprint: SYSTEM_FINGERPRINT,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: toolCalls.length > 0 ? null : text,
          refusal: null,
          ...(toolCalls.length > 0 && {
            tool_calls: toolCalls.map(({ id: callId, name, arguments: args }) => ({
              id: callId,
              type: 'function',
              function: { name, arguments: args },
            })),
          }),
        },
        logprobs: null,
        finish_reason: finishReason(completion),
      },
    ],
    usage,
  };
}

/** The same answer as OpenAI's `chat.completion.chunk` objects, in order, without the final `[DONE]`. */
export function completionChunks(completion: Completion, includeUsage: boolean): unknown[] {
  const { id, created, text, toolCalls, usage } = completion;
  const head = {
    id,
    object: 'chat.completion.chunk',
    created,
    model: MODEL_NAME,
    system_fingerprint: SYSTEM_FINGERPRINT,
  };
  const chunk = (delta: Record<string, unknown>, finish: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...(includeUsage && { usage: null }),
  });
  const opening = { role: 'assistant', content: toolCalls.length > 0 ? null : '', refusal: null };
  return [
    chunk(opening),
    ...pieces(text).map((content) => chunk({ content })),
    ...toolCalls.flatMap((call, index) => toolCallDeltas(call, index).map((delta) => chunk(delta))),
    chunk({}, finishReason(completion)),
    ...(includeUsage ? [{ ...head, choices: [], usage }] : []),
  ];
}

function finishReason({ toolCalls }: Completion): 'stop' | 'tool_calls' {
  return toolCalls.length > 0 ? 'tool_calls' : 'stop';
}

function toolCallDeltas(call: Completion['toolCalls'][number], index: number) {
  const { id, name, arguments: args } = call;
  return [
    { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] },
    ...pieces(args).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ];
}

/** About a word each, as models stream. Never cuts a letter in two. */
function pieces(text: string): string[] {
  return text.match(/\s*\S{1,10}|\s+$/gu) ?? [];
}
