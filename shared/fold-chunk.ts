import type { Chunk } from './chunk.ts';
import type { ChatMessage, MessagePart, TextPart, ToolPart } from './message.ts';

/**
 * Folds one event of the stream into the assistant's message. The server stores what this makes and the
 * widget shows what this makes, so a reloaded conversation looks exactly like the one that was streamed.
 * Pure; parts that do not change keep their identity. Events that are not about the message's content
 * (finish, error, what is transient, unknown types) leave it alone.
 */
export function foldChunk(message: ChatMessage, chunk: Chunk): ChatMessage {
  switch (chunk.type) {
    case 'start':
      return { ...message, id: chunk.messageId };
    case 'start-step':
      return append(message, { type: 'step-start' });
    case 'text-start':
      return append(message, { type: 'text', text: '', state: 'streaming' });
    case 'text-delta':
      return replaceLast(message, isStreamingText, (part) => ({
        ...part,
        text: part.text + chunk.delta,
      }));
    case 'text-end':
      return replaceLast(message, isStreamingText, (part) => ({ ...part, state: 'done' }));
    case 'tool-input-start':
      return append(message, {
        type: `tool-${chunk.toolName}`,
        toolCallId: chunk.toolCallId,
        state: 'input-streaming',
      });
    case 'tool-input-available':
      return replaceTool(message, chunk.toolCallId, (part) => ({
        type: part.type,
        toolCallId: part.toolCallId,
        state: 'input-available',
        input: chunk.input,
      }));
    case 'tool-output-available':
      return replaceTool(message, chunk.toolCallId, (part) => ({
        type: part.type,
        toolCallId: part.toolCallId,
        state: 'output-available',
        input: part.input,
        output: chunk.output,
      }));
    case 'tool-output-error':
      return replaceTool(message, chunk.toolCallId, (part) => ({
        type: part.type,
        toolCallId: part.toolCallId,
        state: 'output-error',
        input: part.input,
        errorText: chunk.errorText,
      }));
    case 'data-products':
    case 'data-quote':
      return upsertData(message, chunk);
    case 'data-notice':
      return chunk.transient ? message : upsertData(message, chunk);
    case 'finish-step':
    case 'finish':
    case 'abort':
    case 'error':
      return message;
    default:
      chunk satisfies never;
      return message;
  }
}

function isStreamingText(part: MessagePart): part is TextPart {
  return part.type === 'text' && part.state === 'streaming';
}

function append(message: ChatMessage, part: MessagePart): ChatMessage {
  return { ...message, parts: [...message.parts, part] };
}

function replaceAt(message: ChatMessage, index: number, part: MessagePart): ChatMessage {
  const parts = message.parts.slice();
  parts[index] = part;
  return { ...message, parts };
}

function replaceLast<P extends MessagePart>(
  message: ChatMessage,
  test: (part: MessagePart) => part is P,
  change: (part: P) => MessagePart,
): ChatMessage {
  const index = message.parts.findLastIndex(test);
  const part = message.parts[index];
  return part && test(part) ? replaceAt(message, index, change(part)) : message;
}

function replaceTool(
  message: ChatMessage,
  toolCallId: string,
  change: (part: ToolPart) => ToolPart,
): ChatMessage {
  return replaceLast(
    message,
    (part): part is ToolPart => 'toolCallId' in part && part.toolCallId === toolCallId,
    change,
  );
}

function upsertData(message: ChatMessage, part: MessagePart & { id: string }): ChatMessage {
  const index = message.parts.findIndex(
    (other) => other.type === part.type && 'id' in other && other.id === part.id,
  );
  return index < 0 ? append(message, part) : replaceAt(message, index, part);
}
