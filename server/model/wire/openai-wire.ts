import type { ModelUsage } from '../model-client.ts';
import { readUsage } from './openai-usage.ts';
import {
  asArray,
  asNumber,
  asObject,
  asString,
  asWord,
  type JsonObject,
  writeJson,
} from './read-json.ts';

/** What one chunk of a Chat Completions stream (or a whole completion) says about choice 0. */
export interface WireChunk {
  /** The provider reports a failure, in whatever shape. */
  error: unknown;
  /** It speaks of the answer, be it only to name the role. */
  hasChoice: boolean;
  text: string;
  reasoning: string;
  refusal: string;
  toolCalls: WireToolCall[];
  /** As sent; an empty one counts as absent. */
  finishReason: string | undefined;
  usage: ModelUsage | undefined;
  model: string | undefined;
  /** OpenRouter's signed or encrypted thoughts, to be echoed. */
  reasoningDetails: unknown[];
}

/** A whole call or a piece of one. */
export interface WireToolCall {
  index: number | undefined;
  id: string | undefined;
  name: string | undefined;
  arguments: string;
  /** Gemini's thought signature and the like, to be echoed. */
  extraContent: unknown;
}

/** Reads little and tolerates much: fields of an unexpected type are ignored, unknown ones are not looked at. */
export function readChunk(value: unknown): WireChunk {
  const chunk = asObject(value) ?? {};
  const choice = firstChoice(chunk.choices);
  const delta = asObject(choice?.delta) ?? asObject(choice?.message) ?? {};
  const content = readContent(delta.content);
  const details = asArray(delta.reasoning_details);
  return {
    error: readError(value) ?? presentError(choice?.error),
    hasChoice: choice !== undefined,
    text: content.text,
    reasoning: readReasoning(delta, details) || content.reasoning,
    refusal: asString(delta.refusal) ?? '',
    toolCalls: readToolCalls(delta),
    finishReason: asWord(choice?.finish_reason),
    usage:
      readUsage(chunk.usage) ??
      readUsage(asObject(chunk.x_groq)?.usage) ??
      readUsage(choice?.usage),
    model: asWord(chunk.model),
    reasoningDetails: details,
  };
}

/** The error that a JSON value carries, or undefined. The shapes are those that providers were seen to send. */
export function readError(value: unknown): unknown {
  // Google wraps the error object in an array.
  const body = asObject(Array.isArray(value) && value.length === 1 ? value[0] : value);
  if (!body) return undefined;
  const error = presentError(body.error);
  // xAI puts the words into `error` and the code beside it.
  if (typeof error === 'string') return { ...body, message: error };
  if (error !== undefined) return error;
  if (body.object === 'error' || body.type === 'error') return body;
  const base = asObject(body.base_resp);
  if (base && asNumber(base.status_code)) {
    return { code: base.status_code, message: base.status_msg };
  }
  return undefined;
}

function presentError(error: unknown): unknown {
  return asWord(error) ?? asObject(error);
}

function firstChoice(choices: unknown): JsonObject | undefined {
  const list = asArray(choices).map(asObject);
  return list.find((choice, position) => (asNumber(choice?.index) ?? position) === 0);
}

function readContent(content: unknown): { text: string; reasoning: string } {
  if (typeof content === 'string') return { text: content, reasoning: '' };
  const read = { text: '', reasoning: '' };
  for (const part of asArray(content).map(asObject)) {
    if (part?.type === 'text') read.text += asString(part.text) ?? '';
    // Mistral: the thoughts are parts themselves.
    if (part?.type === 'thinking') {
      const thoughts = asArray(part.thinking).map((thought) => asString(asObject(thought)?.text));
      read.reasoning += asString(part.thinking) ?? thoughts.join('');
    }
  }
  return read;
}

/** One source a delta, since proxies send the same thought under several names. */
function readReasoning(delta: JsonObject, details: unknown[]): string {
  const named =
    asWord(delta.reasoning_content) ?? asWord(delta.reasoning) ?? asWord(delta.thinking);
  if (named !== undefined) return named;
  return details
    .map(asObject)
    .map((detail) => asString(detail?.text) ?? asString(detail?.summary) ?? '')
    .join('');
}

function readToolCalls(delta: JsonObject): WireToolCall[] {
  const calls = asArray(delta.tool_calls).map(asObject);
  // The form before 2024, still spoken by some relays.
  const legacy = asObject(delta.function_call);
  if (legacy) calls.push({ index: 0, function: legacy });
  return calls.flatMap((call) => {
    if (!call) return [];
    const called = asObject(call.function) ?? {};
    return [
      {
        index: asNumber(call.index),
        id: asWord(call.id),
        name: asWord(called.name),
        arguments: readArguments(called.arguments),
        extraContent: call.extra_content ?? undefined,
      },
    ];
  });
}

function readArguments(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? writeJson(value) : '';
}
