import { newId } from '../../shop/new-id.ts';
import type { ModelEnd, ModelEndReason, ModelToolCall, ModelUsage } from '../model-client.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import { type Echo, mergeReasoningDetails } from './echo.ts';
import type { WireChunk } from './openai-wire.ts';
import { addPiece, type GrowingCall } from './tool-call-pieces.ts';

export interface GrowingAnswer {
  /** Takes a chunk in and returns the text that may be shown now. */
  add(chunk: WireChunk): string;
  /** The answer began, be it only with a role. */
  hasStarted(): boolean;
  /** Something of use came: text, thoughts, a call. Not roles, comments or usage. */
  hasContent(): boolean;
  /** The finish reason in the provider's words, once it came. */
  finishReason(): string | undefined;
  /** Everything that only the end makes final. `endpoint` marks whose echo it is. */
  finish(endpoint: Pick<ModelEndpoint, 'baseUrl' | 'model'>): FinishedAnswer;
}

export interface FinishedAnswer {
  /** Held back so far because half of a character was missing. */
  text: string;
  toolCalls: ModelToolCall[];
  end: ModelEnd;
}

/** Gathers the chunks of one answer. Tool calls stay here until `finish`: arguments that parse may still grow. */
export function createAnswer(): GrowingAnswer {
  const calls: GrowingCall[] = [];
  const details: unknown[] = [];
  let heldBack = '';
  let reasoning = '';
  let refusal = '';
  let hasStarted = false;
  let hasContent = false;
  let finishReason: string | undefined;
  let usage: ModelUsage | undefined;
  let model: string | undefined;

  return {
    hasStarted: () => hasStarted,
    hasContent: () => hasContent,
    finishReason: () => finishReason,

    add(chunk) {
      for (const piece of chunk.toolCalls) addPiece(calls, piece);
      mergeReasoningDetails(details, chunk.reasoningDetails);
      reasoning += chunk.reasoning;
      refusal += chunk.refusal;
      finishReason = chunk.finishReason ?? finishReason;
      usage = chunk.usage ?? usage;
      model ??= chunk.model;
      hasStarted ||= chunk.hasChoice;
      hasContent ||= isContent(chunk);
      const text = heldBack + chunk.text;
      const whole = endsInHalfCharacter(text) ? text.slice(0, -1) : text;
      heldBack = text.slice(whole.length);
      return whole;
    },

    finish(endpoint) {
      const reason = endReason(finishReason, calls.length > 0);
      const toolCalls = withUniqueIds(calls);
      const cut = reason === 'length' || reason === 'content-filter';
      const echo = readEcho(endpoint, { reasoning, details, calls });
      return {
        text: heldBack,
        toolCalls: cut ? [] : toolCalls,
        end: {
          type: 'end',
          reason,
          ...(finishReason !== undefined && { providerReason: finishReason }),
          ...(usage && { usage }),
          ...(model !== undefined && { model }),
          ...(reasoning !== '' && { reasoning }),
          ...(refusal !== '' && { refusal }),
          ...(cut && toolCalls.length > 0 && { cutToolCalls: toolCalls }),
          ...(echo && { echo }),
        },
      };
    },
  };
}

/** Whether a chunk brings anything of the answer, and is not only a sign of life. */
export function isContent(chunk: WireChunk): boolean {
  return (
    chunk.text !== '' ||
    chunk.reasoning !== '' ||
    chunk.refusal !== '' ||
    chunk.toolCalls.length > 0
  );
}

const REASONS: Record<string, ModelEndReason> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  // z.ai
  sensitive: 'content-filter',
};

/** Providers say `stop` after tool calls, or nothing: that there are calls tells more than the reason. */
function endReason(raw: string | undefined, hasCalls: boolean): ModelEndReason {
  const word = raw?.toLowerCase() ?? 'stop';
  const reason = word.startsWith('content_filter') ? 'content-filter' : (REASONS[word] ?? 'other');
  return hasCalls && (reason === 'stop' || reason === 'other') ? 'tool-calls' : reason;
}

function withUniqueIds(calls: GrowingCall[]): ModelToolCall[] {
  const taken = new Set<string>();
  return calls.map((call) => {
    const callId = call.id === undefined || taken.has(call.id) ? freshCallId() : call.id;
    taken.add(callId);
    return {
      callId,
      name: call.name,
      arguments: call.arguments.trim() === '' ? '{}' : call.arguments,
    };
  });
}

function readEcho(
  { baseUrl, model }: Pick<ModelEndpoint, 'baseUrl' | 'model'>,
  said: { reasoning: string; details: unknown[]; calls: GrowingCall[] },
): Echo | undefined {
  const extraContents = said.calls.map(({ extraContent }) => extraContent ?? null);
  const hasExtra = extraContents.some((extra) => extra !== null);
  if (said.reasoning === '' && said.details.length === 0 && !hasExtra) return undefined;
  return {
    endpoint: baseUrl,
    model,
    ...(said.reasoning !== '' && { reasoning: said.reasoning }),
    ...(said.details.length > 0 && { reasoningDetails: said.details }),
    ...(hasExtra && { extraContents }),
  };
}

/** The first half of a surrogate pair: an emoji that the provider cut over two chunks. */
function endsInHalfCharacter(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

/** OpenAI takes ids of at most 40 characters. */
function freshCallId(): string {
  return `call_${newId().replaceAll('-', '')}`;
}
