import { z } from 'zod';
import { Quote } from './quote.ts';

/**
 * Every failure that leaves this installation has one of these codes; switch on them, never on a text.
 * The first block comes as `application/problem+json` (RFC 9457) before a stream starts, the second in
 * a `data-notice` part of a running turn.
 */
export const ProblemCode = z.enum([
  'invalid_request',
  'unknown_field',
  'unauthorized',
  'origin_not_allowed',
  'wrong_host',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'idempotency_conflict',
  'turn_in_progress',
  'conflict',
  'version_conflict',
  'precondition_required',
  'quote_changed',
  'quote_expired',
  'coupon_exhausted',
  'currency_mismatch',
  'payload_too_large',
  'unsupported_media_type',
  'unsupported_encoding',
  'unsupported_image',
  'image_too_many_pixels',
  'image_timeout',
  'image_refused',
  'too_many_attachments',
  'upload_quota',
  'rate_limited',
  'request_timeout',
  'overloaded',
  'db_unavailable',
  'shutting_down',
  'internal',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

export const TurnFailureCode = z.enum([
  'model_unreachable',
  'model_timeout',
  'model_truncated',
  'model_bad_response',
  'model_rate_limited',
  'model_overloaded',
  'model_rejected',
  'model_content_filter',
  'model_length',
  'model_empty',
  'budget_exhausted',
  'question_too_long',
  'interrupted',
  'internal',
]);
export type TurnFailureCode = z.infer<typeof TurnFailureCode>;

export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: ProblemCode,
  /** One entry a wrong field: where (JSON pointer) and what. */
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
  /** With `turn_in_progress`: the turn that runs. */
  turn_id: z.string().optional(),
  /** With `quote_changed` and `coupon_exhausted`: what it would cost now. */
  quote: Quote.optional(),
});
export type Problem = z.infer<typeof Problem>;
