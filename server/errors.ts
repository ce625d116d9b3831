import type { ProblemCode, TurnFailureCode } from '../shared/problem.ts';

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
  /** Whole seconds, sent as `Retry-After`. */
  retryAfter?: number;
  cause?: unknown;
}

/** The model did not answer, or not properly. `retryable`: the same request may work in a moment. */
export class ModelFailure extends Error {
  readonly code: TurnFailureCode;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: TurnFailureCode,
    message: string,
    details: { retryable: boolean; status?: number; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.name = 'ModelFailure';
    this.code = code;
    this.retryable = details.retryable;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}
