import type { ChatRequest, ConversationSummary, ImageResponse } from '../../shared/chat-request.ts';
import type { Chunk } from '../../shared/chunk.ts';
import type { ChatMessage } from '../../shared/message.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { PublicStore } from '../../shared/store.ts';

/** What the session asks of the network. Every method rejects with `TransportError` and none waits for ever. */
export interface ChatTransport {
  store(key: string): Promise<PublicStore>;
  /** `shown`: the token that was had before, for a customer to bring along what was said with it. */
  createVisitor(storeKey: string, customer?: Customer): Promise<Visitor>;
  /** The same calls for every visitor, told apart by the token. */
  as(token: string): VisitorTransport;
}

export interface VisitorTransport {
  /** Ends when the turn ends; a stream that breaks off before that rejects with `network`. */
  send(request: Asking, signal: AbortSignal): Promise<AsyncIterable<StreamEvent>>;
  /** The running turn from its first event; undefined when none runs. */
  resume(
    conversationId: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<StreamEvent> | undefined>;
  stop(conversationId: string): Promise<void>;
  history(conversationId: string): Promise<History>;
  conversations(): Promise<ConversationSummary[]>;
  rate(target: RatedMessage, rating: 'up' | 'down', comment?: string): Promise<void>;
  uploadImage(photo: Blob, upload: UploadOptions): Promise<ImageResponse>;
  image(imageId: string): Promise<Blob>;
  /** Deletes the visitor with all conversations and photos; the token is no longer good then. */
  erase(): Promise<void>;
  /** Ends the token; what was said stays. */
  revoke(): Promise<void>;
}

export interface UploadOptions {
  signal: AbortSignal;
  /** How much of it has left, from 0 to 1. */
  onProgress(part: number): void;
}

export interface Asking extends ChatRequest {
  /** BCP 47: in what the panel is read; the server's own sentences are in it too. */
  locale?: string | undefined;
}

export interface Customer {
  /** The JWT that the shop's server signed. */
  identityToken: string;
  shown: string | undefined;
}

export interface Visitor {
  token: string;
  /** ISO 8601. */
  expires_at: string;
  /** What was said with the token that was shown is this visitor's too. An older server does not say. */
  continues?: boolean;
}

/** `id`: the event's number within the turn, from 1. */
export interface StreamEvent {
  id: number;
  chunk: Chunk;
}

export interface History {
  messages: ChatMessage[];
  status: 'running' | 'idle';
}

export interface RatedMessage {
  conversationId: string;
  messageId: string;
}

/** `network`: no answer, or it broke off. `timeout`: we gave up waiting. Else what the server said. */
export type TransportErrorCode = ProblemCode | 'network' | 'timeout';

export class TransportError extends Error {
  readonly code: TransportErrorCode;
  /** Seconds to wait before another try, when the server said so. */
  readonly retryAfter: number | undefined;

  constructor(code: TransportErrorCode, details: { retryAfter?: number; cause?: unknown } = {}) {
    super(code, { cause: details.cause });
    this.name = 'TransportError';
    this.code = code;
    this.retryAfter = details.retryAfter;
  }
}
