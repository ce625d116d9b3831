import type { ModelClient, ModelMessage } from '../model/model-client.ts';
import type { ToolContext } from '../tools/tool.ts';
import type { FinishedStep } from './finished-step.ts';
import type { ToolBox } from './run-tool-call.ts';

/** An answer costs at most this much; then the shopper gets an honest closing sentence. */
export interface AgentLimits {
  /** Calls of the model. */
  steps: number;
  /** Tool calls that are run, over all steps. */
  toolCalls: number;
  /** For the whole answer. */
  totalMs: number;
  /** For one tool call. */
  toolMs: number;
  /** What the model says in one step, in UTF-16 units; the rest is not read. */
  characters: number;
}

export const DEFAULT_LIMITS: AgentLimits = {
  steps: 6,
  toolCalls: 12,
  totalMs: 60_000,
  toolMs: 10_000,
  characters: 40_000,
};

export interface AgentDeps {
  model: ModelClient;
  tools: ToolBox;
  limits: AgentLimits;
}

export interface AgentTurn {
  system: string;
  /** Ends with the shopper's question. */
  history: ModelMessage[];
  /** What the shopper wrote, as they wrote it; empty when it was only a photo. */
  question: string;
  /** The same history with these photos, by id, in full detail; without it none are shown so. */
  historyWith?(photos: ReadonlySet<string>): Promise<ModelMessage[]>;
  context: Omit<ToolContext, 'callId' | 'signal'>;
  /** When the turn goes on where another process left it: its steps so far, from the first. */
  finished?: readonly FinishedStep[];
  signal: AbortSignal;
  /** See `ModelRequest`. */
  confirm?(): Promise<void>;
}
