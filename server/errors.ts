import type { ProblemCode, TurnFailureCode } from '../shared/problem.ts';
import type { Quote } from '../shared/quote.ts';

/** An expected failure with a code from the closed list; `http/` turns it into a problem document. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly details: AppErrorDetails;

  constructor(code: ProblemCode, detail: string, details: AppErrorDetails = {}) {
    super(detail, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export interface AppErrorDetails {
  errors?: { pointer: string; detail: string }[];
  turnId?: string;
  quote?: Quote;
  /** Whole seconds, sent as `Retry-After`. */
  retryAfter?: number;
  cause?: unknown;
}

/** What went wrong more exactly than the code says: for the merchant's log, the doctor and decorators, never for shoppers. */
export type ModelFailureReason =
  | 'auth'
  | 'permission'
  | 'quota'
  | 'model_not_found'
  | 'bad_endpoint'
  | 'invalid_request'
  | 'unsupported_parameter'
  | 'unsupported_input'
  | 'invalid_image'
  | 'tools_unsupported'
  | 'context_length'
  | 'payload_too_large'
  | 'content_filter'
  | 'tool_use_failed'
  | 'malformed_tool_call'
  | 'rate_limit'
  | 'overloaded'
  | 'server'
  | 'timeout'
  | 'network'
  | 'truncated'
  | 'protocol'
  | 'empty_response'
  | 'circuit_open'
  | 'queue_full'
  | 'budget_exhausted'
  | 'price_unknown'
  | 'budget_unreachable'
  | 'does_not_fit';

/** The model did not answer, or not properly. `retryable`: the same request may work in a moment. */
export class ModelFailure extends Error {
  readonly code: TurnFailureCode;
  readonly retryable: boolean;
  readonly reason: ModelFailureReason | undefined;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** With `context_length`, as far as the provider told: the size of the window and of what was sent. */
  readonly contextTokens: { limit?: number; requested?: number } | undefined;

  constructor(code: TurnFailureCode, message: string, details: ModelFailureDetails) {
    super(message, { cause: details.cause });
    this.name = 'ModelFailure';
    this.code = code;
    this.retryable = details.retryable;
    this.reason = details.reason;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.contextTokens = details.contextTokens;
  }
}

export interface ModelFailureDetails {
  retryable: boolean;
  reason?: ModelFailureReason;
  status?: number;
  retryAfterMs?: number;
  contextTokens?: { limit?: number; requested?: number };
  cause?: unknown;
}
