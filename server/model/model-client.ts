/** The one door to a language model. Retry, time-outs, limits and the rest are functions `ModelClient → ModelClient`. */
export interface ModelClient {
  /**
   * Asks for one answer and resolves when all of it has been heard, the last of it one `end` event. Throws ModelFailure;
   * text that came before a failure has been heard. Aborting the listener's signal closes the connection at once and
   * throws its reason.
   */
  ask(request: ModelRequest, listener: ModelListener): Promise<void>;
}

/** Events are told and not fetched: a generator in each of the layers around the wire costs more than all they do. */
export interface ModelListener {
  signal: AbortSignal;
  /** Called with each event, in order, as it comes. Must not throw. */
  hear(event: ModelEvent): void;
}

export interface ModelRequest {
  system: string;
  messages: ModelMessage[];
  tools: ModelTool[];
  /** For whom it is asked; absent when the installation asks for itself (the doctor's questions). */
  caller?: ModelCaller;
  /**
   * Asked right before anything is sent, each time, when a connection stands already: a process may be suspended for
   * minutes anywhere before that. Rejects when nothing must be sent any more; `ask` then throws the same.
   */
  confirm?(): Promise<void>;
}

/** Who pays for a call and whose budgets it counts against. */
export interface ModelCaller {
  storeId: string;
  visitorId: string;
  turnId: string;
}

export type ModelMessage =
  | { role: 'user'; content: ModelContent[] }
  | {
      role: 'assistant';
      text: string;
      toolCalls: ModelToolCall[];
      /** What the `end` event of this answer carried: keep it with the message and hand it back unread. */
      echo?: unknown;
    }
  | { role: 'tool'; callId: string; name: string; output: string };

export type ModelContent =
  | { type: 'text'; text: string }
  | {
      type: 'image';
      mediaType: string;
      /** The bytes, base64. Sent as a data URL: a model never fetches for us. */
      base64: string;
      detail: 'low' | 'high' | 'auto';
    }
  | {
      type: 'document';
      mediaType: 'application/pdf';
      /** The bytes, base64. */
      base64: string;
      filename: string;
    };

export interface ModelTool {
  name: string;
  description: string;
  /** JSON Schema of the arguments. */
  parameters: Record<string, unknown>;
}

export interface ModelToolCall {
  callId: string;
  name: string;
  /** As the model wrote it: usually JSON, not always. */
  arguments: string;
}

export type ModelEvent =
  | { type: 'text-delta'; text: string }
  /** Whole, never half. */
  | ({ type: 'tool-call' } & ModelToolCall)
  | ModelWaiting
  | ModelEnd;

/** The call stands in line and nothing has been said yet. Not content: whoever retries or falls back still may. */
export interface ModelWaiting {
  type: 'waiting';
  /** 1: next. */
  place: number;
}

export interface ModelEnd {
  type: 'end';
  reason: ModelEndReason;
  /** The reason in the provider's words; absent when it gave none and ours is a guess. */
  providerReason?: string;
  usage?: ModelUsage;
  /** The model that answered, in the provider's words. */
  model?: string;
  /** The name of the endpoint that answered; see `endpointName`. */
  endpoint?: string;
  /** What the model thought aloud, where the provider shows it. Not for shoppers. */
  reasoning?: string;
  /** Why the model would not answer, where the provider says so apart from the text. */
  refusal?: string;
  /** With `length` and `content-filter`: calls that may have lost their end. Never to be run. */
  cutToolCalls?: ModelToolCall[];
  /** JSON that the provider wants back with this answer in later requests (thought signatures and the like). */
  echo?: unknown;
}

export type ModelEndReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'other';

export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  /** As the provider counts it; some count reasoning here only, so it may exceed the sum. */
  totalTokens?: number;
  /** The part of `inputTokens` that came from the provider's cache. */
  cachedInputTokens?: number;
  reasoningTokens?: number;
}
