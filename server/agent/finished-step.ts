import type { UnnumberedDataPart } from '../../shared/chunk.ts';
import type { ModelEndReason, ModelToolCall } from '../model/model-client.ts';

/** What the model answered in one step, whole. */
export interface ModelAnswer {
  text: string;
  toolCalls: ModelToolCall[];
  reason: ModelEndReason;
  /** In the provider's words. */
  model: string | undefined;
  /** The name of the endpoint that answered. */
  endpoint: string | undefined;
  /** What its provider wants back with this step in later requests; see `ModelEnd.echo`. */
  echo: unknown;
}

/** A step as it was stored, for whoever goes on with the turn: the model is not asked for it again. */
export interface FinishedStep extends ModelAnswer {
  /** By call id. A call without one had not ended when the turn broke off. */
  results: ReadonlyMap<string, StoredResult>;
}

export type StoredResult = { durationMs: number } & (
  | { output: unknown; show: UnnumberedDataPart | undefined }
  | { error: string }
);
