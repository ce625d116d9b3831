import type { TurnFailureCode } from '../../shared/problem.ts';
import { ModelFailure, type ModelFailureDetails, type ModelFailureReason } from '../errors.ts';

/** What the closed list of codes makes of each reason. A cut connection is `model_unreachable` only before the answer began. */
const CODES: Record<ModelFailureReason, TurnFailureCode> = {
  auth: 'model_rejected',
  permission: 'model_rejected',
  quota: 'model_rejected',
  model_not_found: 'model_rejected',
  bad_endpoint: 'model_bad_response',
  invalid_request: 'model_rejected',
  unsupported_parameter: 'model_rejected',
  unsupported_input: 'model_rejected',
  invalid_image: 'model_rejected',
  tools_unsupported: 'model_rejected',
  context_length: 'model_rejected',
  payload_too_large: 'model_rejected',
  content_filter: 'model_content_filter',
  tool_use_failed: 'model_bad_response',
  malformed_tool_call: 'model_bad_response',
  rate_limit: 'model_rate_limited',
  overloaded: 'model_overloaded',
  server: 'model_overloaded',
  timeout: 'model_timeout',
  network: 'model_unreachable',
  truncated: 'model_truncated',
  protocol: 'model_bad_response',
  empty_response: 'model_empty',
  circuit_open: 'model_overloaded',
  queue_full: 'model_overloaded',
  budget_exhausted: 'budget_exhausted',
  price_unknown: 'budget_exhausted',
  budget_unreachable: 'internal',
  does_not_fit: 'question_too_long',
};

/** The reasons that may be gone in a moment; the others need a person or another request. */
const RETRYABLE: ReadonlySet<ModelFailureReason> = new Set<ModelFailureReason>([
  'tool_use_failed',
  'malformed_tool_call',
  'rate_limit',
  'overloaded',
  'server',
  'timeout',
  'network',
  'truncated',
  'protocol',
  'empty_response',
]);

export type FailureContext = Partial<Omit<ModelFailureDetails, 'reason'>> & {
  code?: TurnFailureCode;
};

/** A failure for this reason, with the code and retryability that belong to it unless `context` knows better. */
export function modelFailure(
  reason: ModelFailureReason,
  message: string,
  { code = CODES[reason], retryable = RETRYABLE.has(reason), ...details }: FailureContext = {},
): ModelFailure {
  return new ModelFailure(code, message, { ...details, reason, retryable });
}

const MAX_MESSAGE_CHARS = 300;

/**
 * A provider's words fit for a log: short, on one line, and without what looks like a key. Some providers
 * repeat the key that they refuse.
 */
export function presentable(text: string, apiKey: string | undefined): string {
  const known = apiKey ? text.replaceAll(apiKey, '[key]') : text;
  return known
    .replace(/\b(?:sk|pk|gsk|xai|cr|hf|key)[-_][A-Za-z0-9_*-]{6,}/g, '[key]')
    .replace(/\bBearer\s+\S+/gi, 'Bearer [key]')
    .replace(/\bAIza[\w-]{10,}/g, '[key]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_MESSAGE_CHARS);
}
