import type { ModelFailureReason } from '../errors.ts';
import type { ModelCaller, ModelUsage } from './model-client.ts';

/**
 * Every request to a provider, one row each: retries and fallbacks are rows of their own. Never waits and
 * never throws: a model call does not fail because it could not be written down.
 */
export interface ModelLedger {
  /** Written before the answer is there: a call whose process dies is found without an outcome. */
  begin(call: ModelCallStart): void;
  end(callId: string, end: ModelCallEnd): void;
}

export interface ModelCallStart {
  callId: string;
  caller: ModelCaller | undefined;
  /** See `endpointName`. */
  endpoint: string;
  /** The model as the merchant names it. */
  model: string;
  images: number;
  startedAt: Date;
}

export interface ModelCallEnd {
  outcome: ModelCallOutcome;
  /** The model that answered, in the provider's words. */
  answeredBy: string | undefined;
  usage: ModelUsage;
  /** True when the provider did not report usage and ours stands in for it. */
  estimated: boolean;
  /** Millionths of a US dollar; undefined when the price is not known. */
  costMicros: number | undefined;
  /** From the request to the first content; undefined when there was none. */
  firstContentMs: number | undefined;
  durationMs: number;
}

/**
 * `answered`, `aborted` (stopped, or its reader had enough), or why not: `other` where nobody has a name for it, `lost`
 * when its process died.
 */
export type ModelCallOutcome = 'answered' | 'aborted' | 'lost' | 'other' | ModelFailureReason;

/** A call that is over, with all that is known of it. */
export type FinishedModelCall = ModelCallStart & ModelCallEnd;
