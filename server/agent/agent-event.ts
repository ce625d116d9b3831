import type { ModelUsage } from '../model/model-client.ts';
import type { UnnumberedDataPart } from '../tools/tool.ts';

/** What happens while a question is answered, in order. Every `tool-call` is followed by one result or error. */
export type AgentEvent =
  | { type: 'step-start' }
  | { type: 'text-delta'; text: string }
  | { type: 'tool-call'; callId: string; name: string; input: unknown }
  | {
      type: 'tool-result';
      callId: string;
      name: string;
      output: unknown;
      show: UnnumberedDataPart | undefined;
      durationMs: number;
    }
  | { type: 'tool-error'; callId: string; name: string; message: string; durationMs: number }
  | { type: 'step-end'; usage: ModelUsage | undefined; model: string | undefined }
  /** Last. `limit`: the closing sentence has been said in place of an answer. */
  | { type: 'end'; reason: 'answered' | 'cut-short' | 'limit' };
