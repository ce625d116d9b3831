import type { Chunk } from '../../shared/chunk.ts';
import {
  isToolPart,
  type MessagePart,
  type TextPart,
  type ToolPart,
} from '../../shared/message.ts';

export interface StoredAnswer {
  /** The message's id as clients know it. */
  messageId: string;
  parts: MessagePart[];
  status: 'done' | 'stopped' | 'failed';
}

/**
 * The events of a turn that is over, when those that it was made of are kept no longer: fewer, and folded into the same
 * message. A failed answer ends in its notice, as it did when it was told first.
 */
export function retellAnswer({ messageId, parts, status }: StoredAnswer): Chunk[] {
  const chunks: Chunk[] = [{ type: 'start', messageId }];
  let inStep = false;
  for (const [index, part] of parts.entries()) {
    // The notice of a failure stands after the last step.
    const leavesStep = part.type === 'step-start' || part.type === 'data-notice';
    if (inStep && leavesStep) chunks.push({ type: 'finish-step' });
    if (leavesStep) inStep = part.type === 'step-start';
    chunks.push(...chunksOf(part, index));
  }
  if (inStep) chunks.push({ type: 'finish-step' });
  return [...chunks, ending(status, parts)];
}

function chunksOf(part: MessagePart, index: number): Chunk[] {
  if (part.type === 'text') return textChunks(part, `text-${index + 1}`);
  if (isToolPart(part)) return toolChunks(part);
  if (part.type === 'step-start') return [{ type: 'start-step' }];
  // Answers carry no files.
  return part.type === 'file' ? [] : [part];
}

function textChunks({ text }: TextPart, id: string): Chunk[] {
  return [
    { type: 'text-start', id },
    { type: 'text-delta', id, delta: text },
    { type: 'text-end', id },
  ];
}

function toolChunks(part: ToolPart): Chunk[] {
  const { toolCallId } = part;
  const toolName = part.type.slice('tool-'.length);
  const start: Chunk = { type: 'tool-input-start', toolCallId, toolName };
  if (part.state === 'input-streaming') return [start];
  const called: Chunk[] = [
    start,
    { type: 'tool-input-available', toolCallId, toolName, input: part.input },
  ];
  if (part.state === 'output-available') {
    return [...called, { type: 'tool-output-available', toolCallId, output: part.output }];
  }
  if (part.state === 'output-error') {
    return [...called, { type: 'tool-output-error', toolCallId, errorText: part.errorText }];
  }
  return called;
}

function ending(status: StoredAnswer['status'], parts: MessagePart[]): Chunk {
  if (status === 'done') return { type: 'finish' };
  if (status === 'stopped') return { type: 'abort' };
  const notice = parts.findLast((part) => part.type === 'data-notice');
  return { type: 'error', errorText: notice?.data.text ?? '' };
}
