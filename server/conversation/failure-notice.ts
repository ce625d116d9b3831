import type { Notice } from '../../shared/chunk.ts';
import type { TurnFailureCode } from '../../shared/problem.ts';
import { sentence } from '../words/sentence.ts';

type Kind = 'busy' | 'brokenOff' | 'noAnswer' | 'withheld' | 'cut' | 'spent' | 'tooLong' | 'ours';

const KIND: Record<TurnFailureCode, Kind> = {
  model_unreachable: 'noAnswer',
  model_timeout: 'noAnswer',
  model_truncated: 'brokenOff',
  model_bad_response: 'ours',
  model_rate_limited: 'busy',
  model_overloaded: 'busy',
  model_rejected: 'ours',
  model_content_filter: 'withheld',
  model_empty: 'noAnswer',
  model_length: 'cut',
  budget_exhausted: 'spent',
  question_too_long: 'tooLong',
  interrupted: 'brokenOff',
  internal: 'ours',
};

const NOBODY_THERE: ReadonlySet<Kind> = new Set(['noAnswer', 'busy']);

/** Asking the same again would end the same way. */
const POINTLESS: ReadonlySet<TurnFailureCode> = new Set([
  'model_content_filter',
  'model_length',
  'budget_exhausted',
  'question_too_long',
]);

/**
 * Why there is no whole answer, in a sentence for the shopper. Says nothing of providers, keys or causes. `begun`: some
 * of the answer stands above it.
 */
export function failureNotice(
  code: TurnFailureCode,
  locale: string,
  { begun = false } = {},
): Notice {
  const kind = KIND[code];
  // Whoever has read half an answer knows that the assistant was there.
  const text = sentence(begun && NOBODY_THERE.has(kind) ? 'brokenOff' : kind, locale);
  return { code, text, retryable: !POINTLESS.has(code) };
}
