import { ModelFailure, type ModelFailureReason } from '../errors.ts';

/**
 * What a failed call says of its endpoint. `failed`: the endpoint is not fit to answer, whoever asks.
 * `answered`: it works and refused, or spoiled, this one request. `unknown`: nothing; it was not asked, or the
 * call was given up.
 */
export type BreakerVerdict = 'failed' | 'answered' | 'unknown';

/**
 * What one shopper easily brings about with a question must not be `failed`, or that shopper could switch the
 * assistant off for all. Limits of rate are kept by the rate limiter, which knows how long they last. A wrong
 * key or an empty account stays so until somebody acts: asking every shopper's question in vain helps no one.
 */
const VERDICTS: Record<ModelFailureReason, BreakerVerdict> = {
  auth: 'failed',
  permission: 'failed',
  quota: 'failed',
  model_not_found: 'failed',
  bad_endpoint: 'failed',
  overloaded: 'failed',
  server: 'failed',
  timeout: 'failed',
  network: 'failed',
  truncated: 'failed',
  protocol: 'failed',
  invalid_request: 'answered',
  unsupported_parameter: 'answered',
  unsupported_input: 'answered',
  invalid_image: 'answered',
  tools_unsupported: 'answered',
  context_length: 'answered',
  payload_too_large: 'answered',
  content_filter: 'answered',
  tool_use_failed: 'answered',
  malformed_tool_call: 'answered',
  empty_response: 'answered',
  rate_limit: 'answered',
  circuit_open: 'unknown',
  queue_full: 'unknown',
  budget_exhausted: 'unknown',
  price_unknown: 'unknown',
  budget_unreachable: 'unknown',
  does_not_fit: 'unknown',
};

/** An abort and a programming error say nothing of the endpoint; a failure without a reason counts. */
export function verdictOn(error: unknown): BreakerVerdict {
  if (!(error instanceof ModelFailure)) return 'unknown';
  return error.reason === undefined ? 'failed' : VERDICTS[error.reason];
}
