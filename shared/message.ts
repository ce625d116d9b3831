import type { DataPart } from './chunk.ts';

/** A message as the AI SDK's UIMessage, with the parts that we send and store. Types only. */
export interface ChatMessage {
  id: string;
  role: 'user' | 'assistant';
  parts: MessagePart[];
  metadata?: MessageMetadata;
}

export interface MessageMetadata {
  /** ISO 8601. */
  created_at?: string;
  /** Of the turn that wrote an assistant message. */
  status?: MessageStatus;
  /** What the visitor said of it. */
  rating?: 'up' | 'down';
  /** The question whose place this one takes; known until the server has it. */
  replaces?: string;
}

export type MessageStatus = 'running' | 'done' | 'stopped' | 'failed';

export type MessagePart = TextPart | FilePart | StepStartPart | ToolPart | DataPart;

export interface TextPart {
  type: 'text';
  text: string;
  state?: 'streaming' | 'done';
}

export interface FilePart {
  type: 'file';
  mediaType: string;
  /** One of our image URLs, `…/v1/images/<id>`. */
  url: string;
  filename?: string;
}

export interface StepStartPart {
  type: 'step-start';
}

export type ToolPart = { type: `tool-${string}`; toolCallId: string } & (
  | { state: 'input-streaming'; input?: undefined }
  | { state: 'input-available'; input: unknown }
  | { state: 'output-available'; input: unknown; output: unknown }
  | { state: 'output-error'; input: unknown; errorText: string }
);

export function isToolPart(part: MessagePart): part is ToolPart {
  return part.type.startsWith('tool-');
}
