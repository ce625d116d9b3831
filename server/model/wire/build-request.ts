import { createHash } from 'node:crypto';
import type { ModelMessage, ModelRequest, ModelToolCall } from '../model-client.ts';
import type { ModelEndpoint } from '../model-endpoint.ts';
import { buildContent } from './build-content.ts';
import type { Dialect } from './dialect.ts';
import { readStoredEcho } from './echo.ts';
import { toGeminiSchema } from './gemini-schema.ts';
import { withinPictureLimit } from './picture-limit.ts';
import { asObject, type JsonObject, parseJson } from './read-json.ts';

/** The body of POST /chat/completions for this request, in the endpoint's dialect. */
export function buildRequest(
  endpoint: ModelEndpoint,
  dialect: Dialect,
  request: ModelRequest,
): JsonObject {
  const { maxOutputTokens, temperature, parallelToolCalls } = endpoint;
  const [tokenLimit] = dialect.tokenLimits;
  const hasTools = request.tools.length > 0;
  return {
    model: endpoint.model,
    messages: buildMessages(endpoint, dialect, request),
    stream: true,
    ...(dialect.streamOptions && { stream_options: { include_usage: true } }),
    // An empty list is refused by OpenAI and others.
    ...(hasTools && { tools: request.tools.map((tool) => buildTool(tool, dialect)) }),
    ...(hasTools &&
      parallelToolCalls !== undefined &&
      dialect.parallelToolCalls && { parallel_tool_calls: parallelToolCalls }),
    ...(maxOutputTokens !== undefined && tokenLimit && { [tokenLimit]: maxOutputTokens }),
    ...(temperature !== undefined && dialect.temperature && { temperature }),
  };
}

function buildTool(tool: ModelRequest['tools'][number], dialect: Dialect): JsonObject {
  const { name, description } = tool;
  const parameters =
    dialect.toolSchema === 'gemini' ? toGeminiSchema(tool.parameters) : tool.parameters;
  return { type: 'function', function: { name, description, parameters } };
}

function buildMessages(
  endpoint: ModelEndpoint,
  dialect: Dialect,
  request: ModelRequest,
): JsonObject[] {
  const told = withinPictureLimit(request.messages, dialect.pictures);
  const messages = withEveryCallAnswered(told).map((message) =>
    buildMessage(endpoint, dialect, message),
  );
  if (request.system === '') return messages;
  if (dialect.systemRole) return [{ role: 'system', content: request.system }, ...messages];
  return foldSystem(request.system, messages);
}

function buildMessage(
  endpoint: ModelEndpoint,
  dialect: Dialect,
  message: ModelMessage,
): JsonObject {
  if (message.role === 'user') {
    return { role: 'user', content: buildContent(message.content, dialect) };
  }
  if (message.role === 'tool') {
    const id = buildCallId(message.callId, dialect);
    return { role: 'tool', tool_call_id: id, content: message.output };
  }
  const echo = readStoredEcho(message.echo, endpoint);
  const details = echo?.reasoningDetails ?? [];
  const calls = message.toolCalls.map((call, position) =>
    buildCall(call, dialect, echo?.extraContents?.[position]),
  );
  return {
    role: 'assistant',
    content: message.text === '' && calls.length > 0 ? null : message.text,
    ...(calls.length > 0 && { tool_calls: calls }),
    // DeepSeek wants it with tool calls only; elsewhere it would cost tokens for nothing.
    ...(dialect.echoReasoning &&
      calls.length > 0 &&
      echo?.reasoning !== undefined && { reasoning_content: echo.reasoning }),
    ...(dialect.echoReasoningDetails && details.length > 0 && { reasoning_details: details }),
  };
}

function buildCall(call: ModelToolCall, dialect: Dialect, extraContent: unknown): JsonObject {
  return {
    id: buildCallId(call.callId, dialect),
    type: 'function',
    function: {
      name: call.name || 'unknown',
      // The same bytes keep prompt caches warm, but broken JSON fails the whole request at some providers.
      arguments: asObject(parseJson(call.arguments)) ? call.arguments : '{}',
    },
    ...(extraContent !== undefined && extraContent !== null && { extra_content: extraContent }),
  };
}

function buildCallId(callId: string, dialect: Dialect): string {
  if (dialect.toolIds === 'any' || /^[A-Za-z0-9]{9}$/.test(callId)) return callId;
  return createHash('sha256').update(callId).digest('hex').slice(0, 9);
}

/** A call whose answer never came (the turn was stopped) gets one: providers refuse a call without. */
function withEveryCallAnswered(messages: ModelMessage[]): ModelMessage[] {
  return messages.flatMap((message, position): ModelMessage[] => {
    if (message.role !== 'assistant') return [message];
    const answered = idsAnsweredFrom(messages, position + 1);
    const open = message.toolCalls.filter(({ callId }) => !answered.has(callId));
    return [message, ...open.map(interrupted)];
  });
}

function idsAnsweredFrom(messages: ModelMessage[], position: number): Set<string> {
  const ids = new Set<string>();
  for (const message of messages.slice(position)) {
    if (message.role !== 'tool') break;
    ids.add(message.callId);
  }
  return ids;
}

function interrupted({ callId, name }: ModelToolCall): ModelMessage {
  return { role: 'tool', callId, name, output: 'The call was interrupted and has no result.' };
}

function foldSystem(system: string, messages: JsonObject[]): JsonObject[] {
  const first = messages.findIndex(({ role }) => role === 'user');
  if (first < 0) return [{ role: 'user', content: system }, ...messages];
  return messages.map((message, position) =>
    position === first ? { ...message, content: prepend(system, message.content) } : message,
  );
}

function prepend(system: string, content: unknown): unknown {
  return Array.isArray(content)
    ? [{ type: 'text', text: system }, ...content]
    : `${system}\n\n${String(content)}`;
}
